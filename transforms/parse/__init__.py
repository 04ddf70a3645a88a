"""Parse: a page becomes its story and the teasers beside it."""

"""Extract: a story becomes its events."""

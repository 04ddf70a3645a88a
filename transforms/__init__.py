"""The stages: read, parse, fold, extract, write. Pure functions, with a thin PTransform each."""

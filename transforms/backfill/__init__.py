"""Backfill: an archive is read and grouped once, and then extracted and written slice by slice."""

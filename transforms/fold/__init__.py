"""Fold: every version and sighting of one story becomes one story."""

"""Replay: dead letters become pages again."""

"""Compact: many files with many revisions become few with the newest of each, and one record an event over all stories."""

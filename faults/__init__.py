"""Counted faults: pages with known events go through `watch` while it is killed, starved of disk, and fed with broken input."""

"""The watch stage: what is new among files and feeds, tick by tick on one machine, or as an unbounded source on a cluster."""

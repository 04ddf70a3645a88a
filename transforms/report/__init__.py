"""Report: the newest events become one self-contained page."""

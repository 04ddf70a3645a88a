"""Read: files, feeds and archives become pages."""

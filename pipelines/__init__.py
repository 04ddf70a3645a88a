"""The commands, one module each: options and one readable pipe."""

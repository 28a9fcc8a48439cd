"""One module per command of `bin/`."""

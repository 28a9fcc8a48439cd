"""One module per subject, with `rows(open_env, options)` (bin/commands/bench.py). Modules with `_` are helpers."""

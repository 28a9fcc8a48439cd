"""One module a subject, with `rows(open_env, options)` as bin/commands/bench.py says; those with `_` are shared."""

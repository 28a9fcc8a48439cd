"""Brings Odoo 19, its Python libraries and a private PostgreSQL server into `.cache/`, and runs them.

Only the standard library is imported before `python_env.enter()` has switched to the project's own interpreter.
"""

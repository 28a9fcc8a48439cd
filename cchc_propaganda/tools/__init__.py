"""The rules in plain Python: values in, values out; no Odoo, clock, environment or file."""

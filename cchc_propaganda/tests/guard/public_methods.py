"""Which methods of ours a client can call over RPC: found in the classes, so that a new one cannot be forgotten."""

import inspect


def _addon(cls):
    """The addon that defines the class; '' for Odoo's core."""
    parts = cls.__module__.split('.')
    return parts[2] if parts[:2] == ['odoo', 'addons'] else ''


def public_methods(env, addon):
    """``{(model, method)}`` that the addon adds to what Odoo lets a client call. Overrides of Odoo's own methods keep
    Odoo's checks and are not among them, nor is what Odoo hides from RPC. Those of a mixin count where it is used."""
    found = set()
    for name, model in env.registry.items():
        if model._abstract and model._inherit_children:
            continue
        of_odoo = {method for cls in model.__mro__ if not _addon(cls).startswith('cchc_') for method in vars(cls)}
        for cls in model.__mro__:
            if _addon(cls) == addon:
                found |= {(name, method) for method, value in vars(cls).items() if not method.startswith('_')
                          and inspect.isfunction(value) and method not in of_odoo
                          and not getattr(value, '_api_private', False)}
    return found

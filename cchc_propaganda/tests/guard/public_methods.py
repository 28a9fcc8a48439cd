# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Find the methods of ours that a client can call over RPC, so that a new one cannot be forgotten."""

import inspect


def _addon(cls):
    """Return the addon that defines the class; '' for Odoo's core."""
    parts = cls.__module__.split('.')
    return parts[2] if parts[:2] == ['odoo', 'addons'] else ''


def public_methods(env, addon):
    """Return ``{(model, method)}`` that the addon adds to the methods a client may call, without overrides of Odoo's
    own methods (which keep Odoo's checks) and without methods that Odoo hides from RPC. A mixin's methods count for
    each model that uses it."""
    found = set()
    for name, model in env.registry.items():
        if model._abstract and model._inherit_children:
            continue
        of_odoo = {method for cls in model.__mro__ if not _addon(cls).startswith('cchc_') for method in vars(cls)}
        for cls in model.__mro__:
            if _adds(cls, name, model) == addon:
                found |= {(name, method) for method, value in vars(cls).items() if not method.startswith('_')
                          and inspect.isfunction(value) and method not in of_odoo
                          and not getattr(value, '_api_private', False)}
    return found


def _adds(cls, name, model):
    """Return the addon that gives the model the methods of the class: of a mixin, the addon of the model."""
    is_mixin = getattr(cls, '_name', name) != name
    return model._original_module if is_mixin and model._original_module.startswith('cchc_') else _addon(cls)


def only_reading(env, addon):
    """Return those of them that say that they only read, so that a replica of the database can answer them."""
    return {(model, method) for model, method in public_methods(env, addon)
            if getattr(getattr(env.registry[model], method), '_readonly', False)}

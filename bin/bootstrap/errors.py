# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The one error that users see: a sentence that says what to do."""


class SetupError(Exception):
    """Something is missing or wrong on this machine; the message says what to do about it."""

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import errno
import re
from contextlib import suppress

import psycopg2
from psycopg2.errors import DeadlockDetected, DiskFull, LockNotAvailable, SerializationFailure
from werkzeug.exceptions import HTTPException

from odoo import SUPERUSER_ID, api, models  # the superuser looks up translations and labels only
from odoo.exceptions import AccessDenied, UserError
from odoo.fields import Command
from odoo.http import SessionExpiredException, request

from ...controllers.database_away import answer, is_lost
from ...tools import values

OWN = (UserError, HTTPException, AccessDenied, SessionExpiredException)     # errors that Odoo's client shows well
AT_ONCE = (DeadlockDetected, LockNotAvailable, SerializationFailure)        # two transactions change the same rows
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DEEPEST = 4     # how many levels of nested lists are searched for wrong values
ADDON = 'cchc_propaganda'


class IrHttp(models.AbstractModel):
    """When a call about one of our models fails, the caller reads a sentence in their language, and the server's log
    keeps the details. Calls that succeed cost nothing, and Odoo handles failed calls about other models."""
    _inherit = 'ir.http'

    def _get_translations_for_webclient(self, modules, lang):
        """Let the words of ``i18n_extra`` stand where Odoo's own file only repeats the English ("Search more..."). The
        client looks into the words of the module first, then into those of all modules; what Odoo has translated stays
        as it is, and so do all languages without ``i18n_extra``."""
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        ours = {message['id'] for message in translations.get(ADDON, {}).get('messages', ())}
        for module, words in translations.items():
            said = words['messages'] if ours and module != ADDON else ()
            kept = tuple(word for word in said if word['id'] != word['string'] or word['id'] not in ours)
            if len(kept) != len(said):
                translations[module] = {**words, 'messages': kept}
        return translations, parameters

    @classmethod
    def _handle_error(cls, exception):
        call = _call()
        if is_lost(exception) and (call or request.env.cr.closed):
            return answer(request)
        if call:
            if not request.env.cr.closed:
                request.env.cr.rollback()
            with suppress(psycopg2.Error), request.registry.cursor() as cr:     # the database may be the cause
                ours = api.Environment(cr, SUPERUSER_ID, {})[cls._name]     # looks up translations and labels only
                exception = ours.with_context(lang=ours._cchc_lang_of(*call))._cchc_told(exception, *call)
        return super()._handle_error(exception)

    def _cchc_lang_of(self, model, method, args, kwargs, uid=None):
        """Return the language that the call asks for, else that of its user, or None if neither is installed."""
        context = kwargs.get('context')
        user = self.env['res.users'].browse(uid or request.session.uid)
        for lang in (context.get('lang') if isinstance(context, dict) else None, user.exists().lang):
            if isinstance(lang, str) and self.env['res.lang']._get_data(code=lang):
                return lang
        return None

    def _cchc_told(self, error, model, method, args, kwargs, uid=None):
        """Return the error to show instead of this one, in the language of the environment."""
        if isinstance(error, UserError):
            sentence = self._cchc_said_in_english(str(error))
            return type(error)(sentence) if sentence else error
        if isinstance(error, OWN):
            return error
        if isinstance(error, AT_ONCE):
            return UserError(self.env._(
                "Somebody else is working on the same thing at this very moment. Wait a few seconds and try again."))
        if isinstance(error, DiskFull) or isinstance(error, OSError) and error.errno in NO_ROOM:
            return UserError(self.env._(
                "The disk of the server is full: nothing was saved. Tell your administrator at once, and do it once "
                "more afterwards."))
        wrong = dict.fromkeys(self._cchc_wrong_values(self.env[model], [args, kwargs]))
        return UserError('\n'.join(wrong) or self.env._(
            "The server could make nothing of this request, and has changed nothing. Reload the page and try again. If "
            "it happens again, tell your administrator when, and what you were doing: the server has kept the details."
        ))

    def _cchc_said_in_english(self, words):
        """Return our sentence for an error that Odoo says in English to everybody, '' for any other."""
        if missing := re.search(r"Missing required value for the field '([^']+)'", words):
            return self.env._("“%(field)s” is missing. Fill it in and save again.", field=missing[1])
        if others := re.findall(r'while “([^”]+)” \(', words):
            return self.env._(
                "Two agencies cannot be mixed: what is chosen as “%(fields)s” belongs to another agency. Choose "
                "something of the same agency.", fields='”, “'.join(dict.fromkeys(others)))
        in_use = self.env._(
            "This cannot be deleted, for other documents refer to it. Archive it instead, if that is possible.")
        sentences = {
            r'Record does not exist or has been deleted': self.env._(
                "This no longer exists: somebody may have deleted it. Go back to the list and reload the page."),
            r'Access to unauthorized or invalid companies': self.env._(
                "You do not work for the agency that is chosen at the top of the page, or no longer do. Choose another "
                "and reload the page."),
            r'Invalid language code': self.env._(
                "The language that was asked for is not installed. Choose another one in your preferences."),
            r"You don't have the rights to export data": self.env._(
                "You may not export data. Ask your administrator for this right."),
            r'The value for .* already exists': self.env._(
                "This exists already: look for it in the list, and change what is there."),
            r'Another model is using the record|Unable to delete .* default value|as it is used by': in_use,
            r'(You are not allowed to |You do not have enough rights)': self.env._(
                "You do not have the right to do this. Ask your administrator who has."),
            r'Recursion Detected': self.env._("Nothing can stand below itself. Choose something else above it."),
            r'Cannot grab a lock on records': self.env._(
                "Somebody else is working on the same thing at this very moment. Wait a few seconds and try again."),
            r'Only admins can upload SVG files': self.env._(
                "Drawings (SVG) are not accepted, for they can contain a program. Save the picture as PNG or JPG."),
            r'Image is not encoded in base64': self.env._("This is no picture, or it is damaged. Choose another file."),
            r'restricted for security reasons': self.env._(
                "The text contains something that only an administrator may write. Remove it, or paste the text again "
                "as plain text."),
            r'Unsupported operator on ': self.env._(
                "The list cannot be filtered in this way. Remove this filter and choose another one."),
        }
        return next((ours for pattern, ours in sentences.items() if re.search(pattern, words)), '')

    def _cchc_wrong_values(self, model, given, depth=0):
        """Yield a sentence for each value that its field cannot store. ``given``: the arguments of the call, with
        values, lists of values and commands in them."""
        if isinstance(given, dict):
            for name, value in given.items():
                field = model._fields.get(name.removeprefix('default_')) if isinstance(name, str) else None
                if field is None:
                    if name in ('context', 'vals', 'vals_list', 'values', 'default'):
                        yield from self._cchc_wrong_values(model, value, depth)
                elif trouble := values.trouble(field.type, value):
                    yield self._cchc_wrong_value(field, trouble)
                elif field.type in ('one2many', 'many2many') and value and depth < DEEPEST:
                    yield from self._cchc_wrong_commands(field, value, depth + 1)
        elif isinstance(given, list):
            for item in given:
                if isinstance(item, (dict, list)) and depth < DEEPEST:
                    yield from self._cchc_wrong_values(model, item, depth + 1)

    def _cchc_wrong_commands(self, field, commands, depth):
        comodel = self.env[field.comodel_name]
        for command in commands:
            if isinstance(command, list) and command[:1] in ([Command.CREATE], [Command.UPDATE]):
                yield from self._cchc_wrong_values(comodel, command[2:], depth)
            elif isinstance(command, dict):
                yield from self._cchc_wrong_values(comodel, command, depth)
            elif not isinstance(command, (int, list)) or command == []:
                yield self._cchc_wrong_value(field, values.KIND)

    def _cchc_wrong_value(self, field, trouble):
        label = field._description_string(self.env)
        if trouble == values.NUMBER:
            return self.env._("“%(field)s”: this number is too large, or there is nothing of that number.", field=label)
        if trouble == values.TEXT:
            return self.env._(
                "“%(field)s” contains signs that are no letters and cannot be kept. Delete what was pasted there, and "
                "type it.", field=label)
        if trouble == values.DAY:
            return self.env._("“%(field)s”: there is no such day or time. Choose it in the calendar.", field=label)
        return self.env._("“%(field)s” cannot keep what was sent for it. Enter it again.", field=label)


def _call():
    """Return the call of a method of one of our models, from the web client, JSON-RPC or JSON-2, as ``(model, method,
    arguments, named arguments, user)``; None for every other request."""
    given = getattr(request, 'params', None)
    if not isinstance(given, dict):
        return None
    uid = None
    if '__model__' in given:
        model, method, args, kwargs = given['__model__'], given.get('__method__'), [], given
    elif given.get('service') == 'object' and isinstance(given.get('args'), list):
        __, uid, __, model, method, args, kwargs, *__ = [*given['args'], *7 * [None]]
    else:
        model, method, args, kwargs = (given.get(name) for name in ('model', 'method', 'args', 'kwargs'))
    if not isinstance(model, str) or not model.startswith('cchc.') or model not in request.registry:
        return None
    return (model, method, args if isinstance(args, list) else [], kwargs if isinstance(kwargs, dict) else {},
            uid if isinstance(uid, int) else None)

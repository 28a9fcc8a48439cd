# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import SUPERUSER_ID, api, models  # the system's own account has no kept defaults of a person
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..core.server import SERVER
from .mail_message import SAID, SERVERS


class IrDefault(models.Model):
    """Every user may keep defaults of their own, which are therefore client input: they fill no field that only the
    server writes, and they change no existing record."""
    _inherit = 'ir.default'

    @api.constrains('json_value', 'field_id')
    def _check_json_format(self):
        """Raise ValidationError for a value with an UPDATE command: Odoo tries the value out as superuser, which would
        change the real record."""
        for record in self:
            if not record._cchc_only_names_records():
                raise ValidationError(self.env._(
                    "The default of “%(field)s” may only name records that exist; it neither changes nor creates any.",
                    field=record.sudo().field_id.field_description))   # users may not read fields
        return super()._check_json_format()

    def _cchc_only_names_records(self):
        """Whether the value of this one default links no records, or links them only by ids, LINK and SET commands."""
        if self.sudo().field_id.ttype not in ('many2one', 'one2many', 'many2many'):  # users may not read fields
            return True
        try:
            value = json.loads(self.json_value)
        except ValueError:
            return True     # Odoo itself refuses broken JSON
        return not isinstance(value, dict) and all(map(_names_records, value if isinstance(value, list) else ()))

    def _get_model_defaults(self, model_name, condition=False):
        # The server's own records take the defaults kept for everybody, not those of the current user.
        asked = self.with_user(SUPERUSER_ID) if self.env.context.get('cchc_server') is SERVER else self
        defaults = {
            name: self.env[model_name]._cchc_linked(name, value)    # may be older than the check above
            for name, value in super(IrDefault, asked)._get_model_defaults(model_name, condition).items()}
        if model_name == 'mail.message':
            kept = SAID | SERVERS
        elif self.env['mail.thread']._is_cchc_model(model_name):
            kept = self.env[model_name]._fields_with('server_only') | {'state'}
        else:
            return defaults
        return {name: value for name, value in defaults.items() if name not in kept}


def _names_records(item):
    """Whether an item of a kept default of an x2many field is an id, LINK, or SET of ids."""
    if not isinstance(item, list):
        return not isinstance(item, dict)
    if item[:1] == [Command.LINK]:
        return not any(isinstance(part, (dict, list)) for part in item)
    return item[:1] == [Command.SET] and isinstance(item[-1], list) and not any(
        isinstance(number, (dict, list)) for number in item[-1])

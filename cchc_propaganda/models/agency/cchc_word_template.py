# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import file_open

from ...tools import docx_template, limits
from ...tools.docx_template import TemplateError
from ...tools.groups import ADMIN

SHARED = {
    'plan': 'cchc_propaganda/data/templates/plan.docx',
    'plan_amendment': 'cchc_propaganda/data/templates/plan_amendment.docx',
    'plan_results': 'cchc_propaganda/data/templates/plan_results.docx',
}


class CchcWordTemplate(models.Model):
    """An agency's own template of a document that is printed as a Word file; without one, the shared template prints
    it. A template is accepted only if it prints an example."""
    _name = 'cchc.word.template'
    _inherit = ['cchc.text.mixin']
    _description = "Word Template of the Agency"
    _order = 'kind, id'

    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, ondelete='cascade', default=lambda self: self.env.company)
    kind = fields.Selection([
        ('plan', "Plan with its appendix"),
        ('plan_amendment', "Amendment of a plan"),
        ('plan_results', "Appendix with its results"),
    ], "Document", required=True, default='plan')
    file = fields.Binary("Word file", attachment=True, required=True)
    filename = fields.Char("File name")
    shared_address = fields.Char("Shared template", compute='_compute_shared_address')

    _kind_unique = models.UniqueIndex(
        '(company_id, kind)', "The agency has its own template for this document: open it and replace its file.")

    @api.depends('kind')
    @api.depends_context('lang')
    def _compute_display_name(self):
        labels = dict(self._fields['kind']._description_selection(self.env))
        for template in self:
            template.display_name = labels.get(template.kind)

    @api.depends('kind')
    def _compute_shared_address(self):
        for template in self:
            template.shared_address = template.kind and f'/cchc/word-template?kind={template.kind}'

    def write(self, vals):
        for template in self:
            if vals.get('kind', template.kind) != template.kind or (
                    vals.get('company_id', template.company_id.id) != template.company_id.id):
                raise UserError(self.env._(
                    "The document and the agency of a template do not change: add another template instead."))
        return super().write(vals)

    # ------------------------------------------------------------------
    # Which template prints
    # ------------------------------------------------------------------

    @api.model
    def _shared_paths(self):
        """Return ``{kind: path}`` of the templates that come with the addons."""
        return SHARED

    @api.model
    def _shared(self, kind):
        """Return the bytes of the shared template."""
        with file_open(self._shared_paths()[kind], 'rb') as file:
            return file.read()

    @api.model
    def _print(self, company, kind, data, properties, wide=False):
        """Return the printed document of the agency, by its own template or the shared one."""
        try:
            return docx_template.render(self._content_for(company, kind), data, properties, wide)
        except TemplateError as error:
            if not self._own(company, kind):
                raise
            raise UserError(self.env._(
                "The agency's own template cannot print this document: %(why)s The administrator replaces it, or lets "
                "the shared template be used again.", why=self._why_refused(error))) from error

    @api.model
    def _own(self, company, kind):
        """Return the agency's own template of this kind of document, if it has one."""
        # Whoever may read a document prints it by the agency's template.
        return self.sudo().search([('company_id', '=', company.id), ('kind', '=', kind)])

    @api.model
    def _content_for(self, company, kind):
        """Return the bytes of the template that prints this document of the agency."""
        own = self._own(company, kind)
        return own._content() if own else self._shared(kind)

    def _content(self):
        """Return the bytes of the agency's file; one record."""
        file = self.with_context(bin_size=False).file or b''
        if len(file) > limits.base64_size(limits.TEMPLATE.file):
            raise TemplateError('large', most=limits.TEMPLATE.file // limits.MIB)
        try:
            return base64.b64decode(file)
        except binascii.Error as error:
            raise TemplateError('damaged') from error

    # ------------------------------------------------------------------
    # Which template is accepted
    # ------------------------------------------------------------------

    @api.constrains('file', 'kind')
    def _check_file(self):
        for template in self:
            try:
                content = template._content()
                for data in self._examples(template.kind):
                    docx_template.render(content, data)
            except TemplateError as error:
                raise ValidationError(self.env._(
                    "The template “%(file)s” is not accepted: %(why)s", why=self._why_refused(error),
                    file=template.filename and PurePath(template.filename).name or template.display_name)) from error

    @api.model
    def _examples(self, kind):
        """Return data that the template must print: a document with everything in it, and an empty one. The room of
        each document adds its own."""
        return []

    @api.model
    def _why_refused(self, error):
        """Return the sentence for a TemplateError."""
        _, values = self.env._, {'words': '', 'place': '', 'most': '', **error.values}
        sentence = {
            'empty': _("the file is empty. Choose another."),
            'large': _("the file is larger than %(most)s MB. Make its pictures smaller."),
            'encrypted': _("the file is protected by a password. Save it without one."),
            'macro': _("the file contains macros. Save it as .docx, without macros."),
            'part': _("the file contains an embedded object (%(words)s). Delete it from the template."),
            'linked': _("the file fetches something from elsewhere (%(words)s). Insert it into the file itself."),
            'field': _("the field %(words)s may not stand in a template. Write its text instead."),
            'tag': _("the placeholder “%(words)s” does not end in its paragraph. Write it on one line: {{ … }}."),
            'syntax': _("a placeholder cannot be read in the line “%(place)s”. Compare it with the shared template."),
            'open': _("“{%% %(words)s … %%}” is not closed in the line “%(place)s”. Add “{%% end%(words)s %%}”."),
            'name': _("the line “%(place)s” prints “%(words)s”, which there is not. Use the names of the shared "
                      "template."),
            'forbidden': _("a template only prints, chooses and repeats. The line “%(place)s” says more: %(words)s"),
            'value': _("the line “%(place)s” prints a whole list. Go through it with {%% for … %%}, or print it with "
                       "{{p …|text }}."),
            'endless': _("the line “%(place)s” repeats too often."),
            'output': _("the document becomes too long."),
            'layout': _("{%%p … %%} and {%%tr … %%} need a paragraph or a table row of their own, with nothing else."),
            'long': _("the file is too long for a template."),
        }.get(error.code) or (
            _("the file is no Word file (.docx). Open it in Word and save it as .docx.")
            if error.code in ('pdf', 'rtf', 'old', 'other') else
            _("the file is damaged, or no program for offices wrote it. Save it again in Word."))
        return sentence % values

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_use_shared(self):
        """Delete the agency's own templates: the shared ones print again."""
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only the administrator of the agency changes its templates."))
        self.unlink()
        return self.env['ir.actions.act_window']._for_xml_id('cchc_propaganda.cchc_word_template_action')

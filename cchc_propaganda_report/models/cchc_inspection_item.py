# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.tools.archive import safe_name

EVIDENCE = {'report': 'signed_document_ids', 'publication': 'evidence_ids', 'outreach': 'evidence_ids'}
MODELS = {'report': 'cchc.report', 'publication': 'cchc.publication', 'outreach': 'cchc.outreach'}


class CchcInspectionItem(models.Model):
    """One thing that an inspection lets its inspector read: a report that was sent, a posted article, accepted
    outreach, or a step of the log. A read-only view over the documents: no draft, no chatter, nothing of another
    period or agency is in it."""
    _name = 'cchc.inspection.item'
    _description = "What an Inspector Reads"
    _auto = False
    _order = 'date desc, id desc'
    _depends = {
        'cchc.inspection': ['company_id', 'date_start', 'date_end', 'state'],
        'cchc.report': ['name', 'number', 'level', 'state', 'company_id', 'date_start', 'date_end', 'date_sent'],
        'cchc.publication': [
            'article_id', 'channel_id', 'company_id', 'department_id', 'state', 'date_published', 'url',
            'evidence_ids'],
        'cchc.article': ['name', 'state'],
        'cchc.outreach': ['name', 'state', 'company_id', 'department_id', 'date', 'form_id', 'evidence_ids'],
        'cchc.assignment': ['plan_id', 'company_id', 'date_deadline'],
        'cchc.plan': ['state', 'company_id', 'date_from', 'date_to'],
        'cchc.workflow.log': ['date', 'res_model', 'res_id', 'record_name', 'company_id', 'department_id', 'user_id',
                              'step_name', 'reason', 'note'],
        'hr.department': ['name'], 'cchc.channel': ['name'], 'cchc.outreach.form': ['name'],
    }

    inspection_id = fields.Many2one('cchc.inspection', readonly=True)
    company_id = fields.Many2one('res.company', "Agency", readonly=True)
    kind = fields.Selection([
        ('report', "Sent report"), ('publication', "Posted article"), ('outreach', "Outreach"),
        ('log', "Step of the log")], readonly=True)
    date = fields.Date(readonly=True)
    moment = fields.Datetime("When", readonly=True)
    name = fields.Char("Document", readonly=True)
    unit = fields.Char(readonly=True)
    place = fields.Char("Channel, form or number", readonly=True)
    url = fields.Char("Link", readonly=True)
    has_evidence = fields.Boolean("With evidence", readonly=True)
    step = fields.Char(readonly=True)
    person = fields.Char("Who", readonly=True)
    reason = fields.Text(readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', readonly=True)
    res_model = fields.Char("Model", readonly=True)
    files = fields.Html(compute='_compute_files', sanitize=False)

    @property
    def _table_query(self):
        lang = self.env.lang or 'en_US'
        return SQL("""
            SELECT (inspection.id::bigint << 34) + 4 * report.id AS id, inspection.id AS inspection_id,
                   inspection.company_id, 'report' AS kind, report.date_sent AS date, NULL::timestamp AS moment,
                   report.name, NULL::varchar AS unit, report.number AS place, NULL::varchar AS url,
                   TRUE AS has_evidence, NULL::varchar AS step, NULL::varchar AS person, NULL::text AS reason,
                   'cchc.report'::varchar AS res_model, report.id AS res_id
              FROM cchc_inspection inspection
              JOIN cchc_report report ON report.company_id = inspection.company_id AND %(report)s
             WHERE inspection.state != 'draft'
         UNION ALL
            SELECT (inspection.id::bigint << 34) + 4 * publication.id + 1, inspection.id, inspection.company_id,
                   'publication', publication.date_published, NULL, article.name,
                   COALESCE(unit.name ->> %(lang)s, unit.name ->> 'en_US'), channel.name, publication.url,
                   COALESCE(publication.url, '') != '' OR EXISTS (
                       SELECT FROM cchc_publication_evidence_rel rel WHERE rel.publication_id = publication.id),
                   NULL, NULL, NULL, 'cchc.publication', publication.id
              FROM cchc_inspection inspection
              JOIN cchc_publication publication
                ON publication.company_id = inspection.company_id AND %(publication)s
              JOIN cchc_article article ON article.id = publication.article_id AND article.state = 'published'
              JOIN cchc_channel channel ON channel.id = publication.channel_id
         LEFT JOIN hr_department unit ON unit.id = publication.department_id
             WHERE inspection.state != 'draft'
         UNION ALL
            SELECT (inspection.id::bigint << 34) + 4 * outreach.id + 2, inspection.id, inspection.company_id,
                   'outreach', outreach.date, NULL, outreach.name,
                   COALESCE(unit.name ->> %(lang)s, unit.name ->> 'en_US'),
                   COALESCE(form.name ->> %(lang)s, form.name ->> 'en_US'), NULL,
                   EXISTS (SELECT FROM cchc_outreach_evidence_rel rel WHERE rel.outreach_id = outreach.id),
                   NULL, NULL, NULL, 'cchc.outreach', outreach.id
              FROM cchc_inspection inspection
              JOIN cchc_outreach outreach ON outreach.company_id = inspection.company_id AND %(outreach)s
         LEFT JOIN cchc_outreach_form form ON form.id = outreach.form_id
         LEFT JOIN hr_department unit ON unit.id = outreach.department_id
             WHERE inspection.state != 'draft'
         UNION ALL
            SELECT (scope.inspection_id::bigint << 34) + 4 * log.id + 3, scope.inspection_id, scope.company_id, 'log',
                   (log.date AT TIME ZONE 'UTC' AT TIME ZONE company.cchc_tz)::date, log.date, log.record_name,
                   COALESCE(unit.name ->> %(lang)s, unit.name ->> 'en_US'), NULL, NULL, NULL, log.step_name,
                   contact.name, CONCAT_WS(E'\\n', NULLIF(log.note, ''), NULLIF(log.reason, '')), log.res_model,
                   log.res_id
              FROM (%(scope)s) scope
              JOIN cchc_workflow_log log ON log.res_model = scope.res_model AND log.res_id = scope.res_id
              JOIN res_company company ON company.id = scope.company_id
              JOIN res_users account ON account.id = log.user_id
              JOIN res_partner contact ON contact.id = account.partner_id
         LEFT JOIN hr_department unit ON unit.id = log.department_id
        """, lang=lang, scope=self._scope(), **self._parts())

    def _parts(self):
        """Return the conditions on the documents of the inspected period."""
        return {
            'report': SQL("report.level = 'agency' AND report.state = 'published'"
                          " AND report.date_end BETWEEN inspection.date_start AND inspection.date_end"),
            'publication': SQL("publication.state = 'published'"
                               " AND publication.date_published BETWEEN inspection.date_start AND inspection.date_end"),
            'outreach': SQL("outreach.state = 'approved'"
                            " AND outreach.date BETWEEN inspection.date_start AND inspection.date_end"),
        }

    def _scope(self):
        """Return the documents whose steps are shown: those of the other three kinds, with their articles, the issued
        plans of the period and the assignments due in it, and the inspection itself."""
        return SQL("""
            SELECT inspection.id AS inspection_id, inspection.company_id, 'cchc.report' AS res_model,
                   report.id AS res_id
              FROM cchc_inspection inspection
              JOIN cchc_report report ON report.company_id = inspection.company_id AND %(report)s
             WHERE inspection.state != 'draft'
         UNION
            SELECT inspection.id, inspection.company_id, document.res_model, document.res_id
              FROM cchc_inspection inspection
              JOIN cchc_publication publication
                ON publication.company_id = inspection.company_id AND %(publication)s
              JOIN cchc_article article ON article.id = publication.article_id AND article.state = 'published'
              JOIN LATERAL (VALUES ('cchc.publication', publication.id), ('cchc.article', article.id))
                   AS document (res_model, res_id) ON TRUE
             WHERE inspection.state != 'draft'
         UNION
            SELECT inspection.id, inspection.company_id, 'cchc.outreach', outreach.id
              FROM cchc_inspection inspection
              JOIN cchc_outreach outreach ON outreach.company_id = inspection.company_id AND %(outreach)s
             WHERE inspection.state != 'draft'
         UNION
            SELECT inspection.id, inspection.company_id, 'cchc.assignment', assignment.id
              FROM cchc_inspection inspection
              JOIN cchc_assignment assignment ON assignment.company_id = inspection.company_id
               AND assignment.date_deadline BETWEEN inspection.date_start AND inspection.date_end
              JOIN cchc_plan plan ON plan.id = assignment.plan_id AND plan.state = 'published'
             WHERE inspection.state != 'draft'
         UNION
            SELECT inspection.id, inspection.company_id, 'cchc.plan', plan.id
              FROM cchc_inspection inspection
              JOIN cchc_plan plan ON plan.company_id = inspection.company_id AND plan.state = 'published'
               AND plan.date_from <= inspection.date_end AND plan.date_to >= inspection.date_start
             WHERE inspection.state != 'draft'
         UNION
            SELECT inspection.id, inspection.company_id, 'cchc.inspection', inspection.id
              FROM cchc_inspection inspection
             WHERE inspection.state != 'draft'
        """, **self._parts())

    @api.depends('name')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for item in self:
            item.display_name = item.name

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _compute_files(self):
        """The files behind each item, as links."""
        documents = self._documents()
        for item in self:
            item.files = Markup("<br/>").join(
                Markup('<a href="/cchc/inspection/%s/%s" target="_blank">%s</a>') % (item.id, key, name)
                for key, name in item._files(documents.get(item)).items()) or False

    def _documents(self):
        """Return ``{item: its document}``, as superuser: who may read the item may read its evidence. A step of the log
        has none."""
        documents = {}
        for kind, items in self.grouped('kind').items():
            if model := MODELS.get(kind):
                found = self.env[model].sudo().browse(items.mapped('res_id'))     # the inspection is the right to it
                documents |= zip(items, found, strict=True)
        return documents

    def _files(self, document):
        """Return ``{key in the address: name}`` of the files of the document, None for a step of the log; one item."""
        if document is None:
            return {}
        names = {}
        if self.kind == 'report':
            sizes = document.with_context(bin_size=True)
            stored = [kind for kind in ('xlsx', 'docx') if sizes[f'{kind}_file']]
            names = {kind: safe_name(f'{document.name}.{kind}') for kind in stored}
        return {**names, **{str(file.id): file.name for file in document[EVIDENCE[self.kind]]}}

    def _content_of(self, key):
        """Return ``(name, bytes, mimetype)`` of a file of one item, and log that the inspector has opened it. Raise
        AccessError where it has none of that key, or the user may not read it."""
        self.ensure_one()
        self.check_access('read')
        document = self._documents().get(self)
        names = self._files(document)
        if key not in names:
            raise AccessError(self.env._("There is no such file among what this inspection lets you read."))
        self.inspection_id._log_opened(self.name, names[key])
        if key in ('xlsx', 'docx'):
            content = base64.b64decode(document.with_context(bin_size=False)[f'{key}_file'])
            return names[key], content, False
        [file] = document[EVIDENCE[self.kind]].filtered(lambda file: str(file.id) == key)
        return names[key], file.raw or b'', file.mimetype

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The requests that Odoo's web client sends to open a view, derived from the view itself, to count and time them.

It follows ``getFieldsSpec`` in ``web/static/src/model/relational_model/utils.js``. It imports nothing from Odoo.
"""

import json

from lxml import etree

LIST_PAGE, COLUMN_PAGE, ROWS = 80, 40, 40   # records of a list, of a kanban's column, of a list inside a form
COUNT_LIMIT = 10_000 + 1                    # the client counts no further
ALWAYS = ('1', 'True')


class Screen:
    """One view of a model, as the user of ``model`` gets it."""

    def __init__(self, model, kind):
        self.model = model
        self.arch = etree.fromstring(model.get_view(view_type=kind)['arch'])
        self.specification = specification(model, self.arch)

    def open_list(self, domain=(), limit=LIST_PAGE):
        """Read the first page of the list, or of a kanban without columns."""
        return self.model.web_search_read(
            list(domain), self.specification, limit=limit, order=self.arch.get('default_order'),
            count_limit=COUNT_LIMIT)

    def open_columns(self, domain=(), limit=COLUMN_PAGE):
        """Read the columns of the kanban with their first cards, and the counts of its progress bar."""
        column, bar = self.arch.get('default_group_by'), self.arch.find('progressbar')
        groups = self.model.with_context(read_group_expand=True).web_read_group(
            list(domain), [column], order=self.arch.get('default_order'), auto_unfold=True,
            unfold_read_specification=self.specification, unfold_read_default_limit=limit)
        return groups['groups'], self.model.read_progress_bar(
            list(domain), column, {'field': bar.get('field'), 'colors': json.loads(bar.get('colors'))})

    def open_form(self, record):
        """Read the form of one record."""
        return self.model.browse(record.id).web_read(self.specification)


def specification(model, arch):
    """Return the ``web_read`` specification of a view of the model, with the views inside it: ``{field: {…}}``."""
    asked = {}
    for node in _fields(arch):
        field = model._fields[node.get('name')]
        known = asked.setdefault(field.name, {})
        if node.get('invisible') in ALWAYS or node.get('column_invisible') in ALWAYS:
            continue
        if field.type == 'many2one':
            known['fields'] = {'display_name': {}}
        elif field.type in ('one2many', 'many2many'):
            known.update(_of_rows(model.env[field.comodel_name], node))
    return asked


def _of_rows(model, node):
    views = {view.tag: view for view in node if view.tag in ('list', 'kanban')}
    if views:
        first = node.get('mode', 'list').split(',')[0]
        return {'fields': specification(model, views.get(first, next(iter(views.values())))), 'limit': ROWS}
    names = {'many2many_tags': ('display_name',), 'many2many_binary': ('name', 'mimetype')}
    return {'fields': {name: {} for name in names[node.get('widget')]}} if node.get('widget') in names else {}


def _fields(node):
    """Return the fields of a view, without those of the views inside it."""
    for child in node.iterchildren(etree.Element):
        if child.tag == 'field':
            yield child
        else:
            yield from _fields(child)

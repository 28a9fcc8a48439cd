# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The queries of every list, kanban, calendar, pivot and graph that an action of ours opens, for 30 and for 79 records.

One agency is copied 79 times, with all that its records are linked to: each record on a page has its own author, unit,
topic and channel, so that none profits from what was read for another. What has no record in the agency gets one row
with every link set. Readers: somebody with every role, the head of a unit, and somebody who writes.
"""

import collections
import datetime
import sys

from lxml import etree
from psycopg2.extras import Json

from bootstrap import progress
from bootstrap.paths import ROOT

from . import _agency, _articles

# More than those of which Odoo checks the rights by itself; with a full page of 80, the client also counts.
FEW, MANY = 30, 79
ARTICLES, UNITS = 300, 3
APART = 1_000_000       # between the id of a record and that of its copy
DAY = datetime.date(2026, 1, 1)
LINKED = ('hr.department', 'hr.employee', 'hr.version', 'resource.resource', 'res.users', 'res.partner')
ROLES = ('contributor', 'unit_head', 'editor', 'office', 'director', 'admin')
ANY = 'cchc.plan'       # of what a row is about that may be about several kinds of records
NAMED = {'res_model': ANY, 'period_key': '2026-M01'}
VALUES = {
    'char': '1', 'text': '1', 'html': '<p>1</p>', 'integer': 1, 'float': 1.0, 'monetary': 1.0, 'boolean': True,
    'date': DAY, 'datetime': datetime.datetime.combine(DAY, datetime.time())}


def rows(open_env, options):
    sys.path.append(str(ROOT / 'cchc_propaganda/tests/screen'))
    with open_env() as env:
        agency = _agency.Agency(env, UNITS)
        _articles.fill(agency, ARTICLES)
        agency.office.group_ids += env['res.groups'].union(
            *(env.ref(f'cchc_propaganda.group_{role}') for role in ROLES))
        _copy_all(env)
        env.cr.commit()
        seen, grown = collections.defaultdict(set), collections.defaultdict(set)
        for reader in (agency.office, agency.heads[-1], agency.writers[-1]):
            env = agency.env(user=reader, context={
                'allowed_company_ids': agency.company.ids, 'lang': 'vi_VN', 'uid': reader.id,
                'tz': 'Asia/Ho_Chi_Minh'})
            for model, kind, view in _views(env):
                if not (counts := _counts(env[model], kind, view)):
                    continue
                seen[kind].add((model, view))
                if counts[0] != counts[1]:
                    grown[kind].add((model, view))
                    progress.say(f"  {kind} of {model}, for {reader.login}: {counts[0]} queries for {FEW} records, "
                                 f"{counts[1]} for {MANY}")
        if left := {model for model, *__ in _views(env)} - {model for kind in seen.values() for model, __ in kind}:
            progress.say(f"  too few records to compare: {', '.join(sorted(left))}")
        for kind, views in seen.items():
            yield {
                'name': f"{kind}s whose queries grow with the records, of {len(views)}", 'size': MANY, 'seconds': None,
                'floor_seconds': None, 'ratio': float(len(grown[kind])), 'goal': 0, 'peak_mib': None}


def _views(env):
    """Yield ``(model, kind, id of the view or False)`` of the views that our actions and menus open, each once."""
    known = set()
    ours = env['ir.model.data'].sudo().search([
        ('module', 'in', ('cchc_propaganda', 'cchc_propaganda_report')), ('model', '=', 'ir.actions.act_window')])
    for action in env['ir.actions.act_window'].sudo().browse(ours.mapped('res_id')):
        if env[action.res_model]._transient:
            continue
        for view, kind in action.views:
            if kind not in ('form', 'activity') and (action.res_model, kind, view) not in known:
                known.add((action.res_model, kind, view))
                yield action.res_model, kind, view


def _counts(model, kind, view):
    """Return how many queries the view takes for FEW and for MANY records; None if the reader does not see as many."""
    from web_client import Screen, specification  # sends the requests of the web client

    model = model.with_context(active_test=False)
    ids = model.search([], limit=MANY).ids if model.has_access('read') else []
    if len(ids) < MANY:
        return None
    arch = etree.fromstring(model.get_view(view, kind)['arch'])
    for node in arch.xpath('//groupby'):    # of the linked record, and only in a grouped list
        node.getparent().remove(node)
    screen = Screen.__new__(Screen)
    screen.model, screen.arch, screen.specification = model, arch, {}
    names = list(dict.fromkeys(node.get('name') for node in arch.iter('field')))
    if kind in ('list', 'kanban'):
        screen.specification = specification(model, arch)
        is_columns = kind == 'kanban' and arch.get('default_group_by') and arch.find('progressbar') is not None
        question = screen.open_columns if is_columns else screen.open_list
    elif kind == 'calendar':
        names += [arch.get(name) for name in ('date_start', 'date_stop', 'color') if arch.get(name)]

        def question(domain):
            return model.search_read(domain, names)
    else:
        groups = [
            node.get('name') + (f':{node.get("interval", "month")}' if model._fields[node.get('name')].type == 'date'
                                else '') for node in arch.iter('field') if node.get('type') != 'measure'][:1]

        def question(domain):
            return model.formatted_read_group(domain, groups, ['__count'])
    counts = []
    for size in (FEW, MANY):
        for __ in range(2):     # the first time fills what is kept between requests
            model.env.invalidate_all()
            before = model.env.cr.sql_log_count
            question([('id', 'in', ids[:size])])
            count = model.env.cr.sql_log_count - before
        counts.append(count)
    return counts


def _copy_all(env):
    """Copy every record of ours, and the units and people that it is linked to, with its links to the copies."""
    models = [
        model for model in env.values()
        if model._auto and not model._transient and not model._abstract and model._table
        and (model._name.startswith('cchc.') or model._name in LINKED)]
    tables = [model._table for model in models]
    env.cr.execute("""
        SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I CASCADE', conrelid::regclass, conname)
          FROM pg_constraint WHERE contype <> 'p' AND conrelid = ANY(%s::regclass[])""", [tables])
    drops = [drop for drop, in env.cr.fetchall()]
    env.cr.execute("""
        SELECT format('DROP INDEX %%s', indexrelid::regclass) FROM pg_index
         WHERE indisunique AND NOT indisprimary AND indrelid = ANY(%s::regclass[])
               AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""", [tables])
    for drop in [*drops, *(drop for drop, in env.cr.fetchall())]:
        env.cr.execute(drop)
    for model in models:
        env.cr.execute(f'SELECT 1 FROM "{model._table}" LIMIT 1')
        if not env.cr.fetchone():
            _fill_row(model)
    copied, done = {model._name for model in models}, {model._table for model in env.values()}
    for model in models:
        links = {field.name for field in model._fields.values()
                 if field.type == 'many2one_reference' or field.type == 'many2one' and field.comodel_name in copied}
        _copy(env.cr, model._table, {'id', *links})
        for field in model._fields.values():
            if field.type == 'many2many' and field.store and field.relation not in done:
                done.add(field.relation)
                _copy(env.cr, field.relation, {field.column1} | (
                    {field.column2} if field.comodel_name in copied else set()))
    env.cr.execute('ANALYZE')
    env.invalidate_all()


def _fill_row(model):
    """Write a row, with the id 1 and a value in every column."""
    values = {'id': 1}
    for field in model._fields.values():
        if field.name == 'id' or not field.store or not field.column_type:
            continue
        if field.name in NAMED:
            values[field.name] = NAMED[field.name]
        elif field.type in ('many2one', 'many2one_reference'):
            linked = model.env[field.comodel_name or ANY]
            if linked._name != model._name:     # a record is not above itself
                model.env.cr.execute(f'SELECT COALESCE(max(id), 1) FROM "{linked._table}"')
                values[field.name], = model.env.cr.fetchone()
        elif field.type == 'selection':
            values[field.name] = field.get_values(model.env)[0]
        elif field.type in VALUES:
            value = VALUES[field.type]
            values[field.name] = Json({'en_US': value}) if field.translate else value
    names = ', '.join(f'"{name}"' for name in values)
    model.env.cr.execute(
        f'INSERT INTO "{model._table}" ({names}) VALUES ({", ".join(["%s"] * len(values))})', list(values.values()))


def _copy(cr, table, moved):
    cr.execute('SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped',
               [f'"{table}"'])
    names = [name for name, in cr.fetchall()]
    values = (f'"{name}" + time * {APART}' if name in moved else f'"{name}"' for name in names)
    cr.execute(f'INSERT INTO "{table}" ({", ".join(map(_quoted, names))}) '
               f'SELECT {", ".join(values)} FROM "{table}", generate_series(1, {MANY}) AS time')


def _quoted(name):
    return f'"{name}"'

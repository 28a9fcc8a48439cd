# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read a list of staff as offices keep it, pasted from Excel or Word or as an XLSX file.

This module understands the columns. The caller finds the unit, the roles and the account that a row names.
"""

import re
from dataclasses import dataclass

from . import limits, table_reading
from .table_reading import ListError, Table

COLUMNS = ('name', 'department', 'job_title', 'login', 'email', 'roles')
_NAMES = {
    'number': ('stt', 'tt', 'so tt', 'no'),
    'name': ('ho ten', 'ho va ten', 'ten', 'can bo', 'ho ten can bo', 'ho va ten can bo', 'full name', 'name'),
    'department': ('don vi', 'phong', 'phong don vi', 'don vi cong tac', 'phong don vi cong tac', 'bo phan',
                   'ten don vi', 'noi cong tac', 'unit', 'department'),
    'job_title': ('chuc vu', 'chuc danh', 'chuc vu chuc danh', 'position', 'job title'),
    'login': ('tai khoan', 'ten dang nhap', 'ten tai khoan', 'tai khoan dang nhap', 'login', 'user', 'account'),
    'email': ('thu dien tu', 'email', 'e-mail', 'dia chi email', 'thu cong vu', 'email cong vu', 'hop thu'),
    'roles': ('vai tro', 'nhiem vu', 'phan quyen', 'quyen', 'vai tro trong chuong trinh', 'nhiem vu duoc giao', 'role',
              'roles'),
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: the text of each cell, '' when empty."""

    number: int         # the row in the source, 1-based
    name: str = ''
    department: str = ''
    job_title: str = ''
    login: str = ''
    email: str = ''
    roles: str = ''


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The rows of a list, and the names of its columns that are not read."""

    rows: tuple[PersonRow, ...]
    ignored: tuple[str, ...]


def read(text: str | None = None, data: bytes | None = None) -> Table:
    """Return the table in a pasted text, or in an XLSX file if ``data`` is given. Raise ListError."""
    return table_reading.read_xlsx(data, _header) if data else table_reading.read_text(text)


def understand(table: Table) -> PeopleList:
    """Return the people in the table. Raise ListError: ``no_header``, ``empty``, ``too_many``.

    >>> table = Table([['TT', 'Họ và tên', 'Đơn vị', 'Ngày sinh'], ['1', 'Cán bộ A', 'Văn phòng', '']], {})
    >>> understand(table)
    PeopleList(rows=(PersonRow(number=2, name='Cán bộ A', department='Văn phòng', job_title='', login='', email='', \
roles=''),), ignored=('Ngày sinh',))
    """
    found = _header(table.rows)
    if not found:
        raise ListError('no_header')
    first, columns = found
    rows, above = [], {}
    for index, cells in enumerate(table.rows[first:], start=first):
        values = table_reading.fill_ditto(table_reading.values_in(cells, columns), above)
        values = {column: ' '.join(value.split()) for column, value in values.items()}
        if not values['name'] or _columns(cells).keys() >= {'name'} or re.fullmatch(r'[\d\s().]+', values['name']):
            continue        # a blank row, repeated names of columns, numbers of columns, a heading in another column
        above = values
        rows.append(PersonRow(index + 1, **{column: values.get(column, '') for column in COLUMNS}))
    if not rows:
        raise ListError('empty')
    if len(rows) > limits.PEOPLE:
        raise ListError('too_many', len(rows))
    taken = set(columns.values())
    names = [table_reading.cell_text(cell) for cell in table.rows[first - 1]]
    return PeopleList(tuple(rows), tuple(name for at, name in enumerate(names) if name and at not in taken))


def _header(rows):
    """Return ``(first row of the content, {column: index})``, None without names of columns."""
    for index, cells in enumerate(rows[:limits.HEADING_ROWS]):
        columns = _columns(cells)
        if 'name' in columns and len(columns) > 1:
            return index + 1, columns
    return None


def _columns(cells):
    return table_reading.columns_in(cells, _COLUMN_OF)

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How large a server must be: the table of docs/scale.md, or the column of an agency's own figures.

``python3 docs/sizing.py`` prints the table, ``python3 docs/sizing.py --accounts 300 --articles 5000`` one column; what
is not given is that of a department. A test tells when the page and this file are out of step."""

import argparse
import dataclasses
import math

KIB, MIB, GIB = 1 / 1024, 1, 1024      # everything below is in MiB

# Measured, with all that belongs to one: lines of the chatter, log of steps, notices, indexes.
EMPTY = 50 * MIB
ARTICLE = 24 * KIB
PUBLICATION = 3 * KIB
ASSIGNMENT = 2 * KIB            # with the reminder that every second one gets
WRITTEN = 6                     # as much is written to the log of the database (WAL), for each MiB that stays
CALLS = 0.4                     # of one person at work, in a second
ODOO, DATABASE = 0.037, 0.015   # seconds of a core for one call
WORKER = 125 * MIB
DUMP, LOAD, COPY = 12, 7, 15    # MiB of database in a second: Odoo's dump, its restoration; a base and its restoration
FILES = 100 * MIB               # in a second
SMALLER = 4                     # times, is a dump or a base

# Chosen.
BUSY = 0.6          # of a core, at the busiest: above that, people wait for each other
YEARS = 5
HELD = 30           # dumps, bases and days of archive that are kept


@dataclasses.dataclass(frozen=True)
class Place:
    """What works on one database in a year."""

    accounts: int = 40
    at_once: float = 0.4            # of the accounts, in the busiest hour: before the end of a quarter
    articles: int = 600
    publications: float = 2         # of an article
    assignments: int = 500
    photos: float = 3 * MIB         # of an article, all files together

    def growth(self):
        return self.articles * (ARTICLE + self.publications * PUBLICATION) + self.assignments * ASSIGNMENT

    def database(self):
        return EMPTY + YEARS * self.growth()

    def files(self):
        return self.articles * self.photos

    def sizes(self):
        """Return ``{row of the table: what is needed}``."""
        growth, database, files = self.growth(), self.database(), self.files()
        people = max(1, round(self.accounts * self.at_once))
        calls = people * CALLS
        workers = max(2, math.ceil(calls * (ODOO + DATABASE) / BUSY))
        cores = max(1, math.ceil(calls * ODOO / BUSY)), max(1, math.ceil(calls * DATABASE / BUSY))
        processes = workers + 3     # two for jobs, one for websockets
        cache = max(1 * GIB, database / 4)
        log = growth * WRITTEN / 250
        return {
            "accounts": f'{self.accounts:,}',
            "at work in the busiest hour": f'{people:,}',
            "calls in a second then": f'{calls:.1f}',
            "articles, publications, assignments a year":
                f'{self.articles:,}, {round(self.articles * self.publications):,}, {self.assignments:,}',
            "workers (`CCHC_WORKERS`)": f'{workers}',
            "cores for Odoo, for PostgreSQL": f'{cores[0]}, {cores[1]}',
            "memory for Odoo, for PostgreSQL": f'{size(processes * WORKER)}, {size(2 * cache)}',
            "database: growth a year, after five years": f'{size(growth)}, {size(database)}',
            "files: growth a year, after five years": f'{size(files)}, {size(YEARS * files)}',
            "written to the log of the database on a working day": size(log),
            "30 dumps after five years: with files, without":
                f'{size(HELD * (database / SMALLER + YEARS * files))}, {size(HELD * database / SMALLER)}',
            "30 bases and the archive between, and one copy of the files":
                size(HELD * (database / SMALLER + log) + YEARS * files),
            "a dump takes, its restoration": f'{span(database / DUMP + YEARS * files / FILES)}, '
                                             f'{span(database / LOAD + YEARS * files / FILES)}',
            "restoring to a moment takes": span(database / COPY + log / COPY + YEARS * files / FILES),
        }


# A department; a province with 60 departments of 40 accounts and 100 communes of 12, which writes and posts more.
PLACES = {
    "a department": Place(),
    "a province": Place(accounts=60 * 40 + 100 * 12, at_once=0.15, articles=60 * 600 + 100 * 150,
                        assignments=60 * 500 + 100 * 120),
}


PROVINCES = 34


def country():
    """Return what the provinces need together, in a sentence."""
    place, total = PLACES["a province"], PROVINCES
    return (f"Together they have {total * place.accounts:,} accounts, and after five years"
            f" {size(total * place.database())} of databases and {size(total * YEARS * place.files())} of files.")


def size(mebibytes):
    if mebibytes < 1024 * GIB:
        return f'{mebibytes / GIB:,.1f} GiB' if mebibytes >= GIB else f'{max(1, round(mebibytes))} MiB'
    return f'{mebibytes / GIB / 1024:,.1f} TiB'


def span(seconds):
    return f'{seconds / 3600:.1f} h' if seconds >= 5400 else f'{max(1, round(seconds / 60))} min'


def table(places):
    """Return the table as Markdown, a column for each place."""
    columns = {name: place.sizes() for name, place in places.items()}
    rows = [['', *columns], ['---'] * (len(columns) + 1)]
    rows += [[row, *(column[row] for column in columns.values())] for row in next(iter(columns.values()))]
    return ''.join(f'| {" | ".join(row)} |\n' for row in rows)


def measured():
    """Return the measured figures as Markdown."""
    rows = (
        ("an empty database with both addons", size(EMPTY)),
        ("an article, from the draft to its approval, with a text of 3,000 characters", f'{ARTICLE / KIB:.0f} KiB'),
        ("a publication, from the choice of the channel to its link", f'{PUBLICATION / KIB:.0f} KiB'),
        ("an assignment, every second one with a reminder", f'{ASSIGNMENT / KIB:.0f} KiB'),
        ("log of the database for each MiB that stays", f'{WRITTEN} MiB'),
        ("calls of one person at work, in a second", f'{CALLS}'),
        ("seconds of a core for a call: Odoo, PostgreSQL", f'{ODOO}, {DATABASE}'),
        ("memory of a worker that belongs to it alone", size(WORKER)),
        ("database that is dumped, loaded, copied or restored as a whole in a second",
         f'{DUMP}, {LOAD}, {COPY} MiB'),
    )
    return '| | |\n| --- | --- |\n' + ''.join(f'| {what} | {value} |\n' for what, value in rows)


def main():
    parser = argparse.ArgumentParser(description="How large a server must be.")
    for field in dataclasses.fields(Place):
        parser.add_argument(f'--{field.name.replace("_", "-")}', type=field.type, metavar='N')
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    print(table({"yours": dataclasses.replace(Place(), **given)} if given else PLACES), end='')     # noqa: T201


if __name__ == '__main__':
    main()

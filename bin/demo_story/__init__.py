"""The story of bin/demo: the 2024 plan played for its whole year, then the current year up to this minute."""

import re
import sys
from datetime import UTC, datetime

from freezegun import freeze_time

from bootstrap.errors import SetupError
from odoo.tools.convert import ParseError, convert_file

from . import summary
from .current_year import CurrentYear
from .stage import Stage
from .year_2024 import Year2024

DATA = ('cchc_agency_demo.xml', 'cchc_plan_2024_demo.xml')
BEGINNING = datetime(2024, 1, 2, 1, tzinfo=UTC)   # the agency is created


def run(env, out_dir):
    """Load the agency and its plan into `env` (superuser), play both years and print what happened. Write the report of
    the first quarter to `out_dir`. Commit on the way. Raise SetupError naming a record that could not be loaded."""
    now = datetime.now(UTC)
    # One frozen clock that is moved on: starting another one means to scan every loaded module.
    with freeze_time(BEGINNING, ignore=['bootstrap']) as clock:
        for name in DATA:
            _load(env, name)
        stage = Stage(env, clock, now)
        year = Year2024(stage, out_dir)
        stage.play(year.lifelines())
        happened = summary.of_year(stage.as_('vanphong', year.plan))
        current = CurrentYear(stage)
        current.play()
        stage.tell_news()
        stage.pass_night()
        env['cchc.reminder.rule']._cron_run()   # this morning's reminders
        owed = summary.of_debts(stage.as_('vanphong', current.plan.assignment_ids))
    env.cr.commit()
    sys.stdout.write(
        f"\n{happened}\n\nNhiệm vụ còn phải thực hiện, tính đến ngày {stage.today:%d/%m/%Y}:\n\n{owed}\n\n")


def _load(env, name):
    env = env(context={'mail_create_nolog': True})   # no person created the records of the files
    try:
        convert_file(env, 'cchc_propaganda', f'demo/{name}', {}, mode='init', noupdate=True)
    except ParseError as error:
        record = re.search(r'\bid="([^"]+)"', str(error))
        raise SetupError(f"{name}: record {record[1] if record else '?'}: {error.__cause__ or error}") from error

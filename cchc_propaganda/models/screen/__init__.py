"""The screens of our own: my work, follow-up, calendar. No rule is made here."""

from . import cchc_my_work
from . import cchc_dashboard
from . import cchc_dashboard_records
from . import cchc_dashboard_steps
from . import cchc_calendar_event

"""Our own screens: my work, follow-up, calendar. They show what other rooms decide."""

from . import cchc_my_work
from . import cchc_my_work_assignments
from . import cchc_my_work_articles
from . import cchc_my_work_plans
from . import cchc_my_work_outreach
from . import res_company_first_steps
from . import cchc_my_work_first_steps
from . import cchc_my_work_office
from . import cchc_dashboard
from . import cchc_dashboard_records
from . import cchc_dashboard_steps
from . import cchc_calendar_event

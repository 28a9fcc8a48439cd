"""Reminders of deadlines and notices of steps: who receives them, and when."""

from . import cchc_reminder_mixin
from . import cchc_closes_reminders_mixin
from . import cchc_reminder_rule
from . import cchc_reminder_run
from . import cchc_reminder_records
from . import cchc_reminder_log
from . import cchc_assignment_reminder
from . import cchc_assignment_reminder_text
from . import cchc_article_reminder
from . import cchc_publication_reminder
from . import cchc_plan_reminder
from . import cchc_notice
from . import cchc_notice_mixin
from . import cchc_article_notice
from . import cchc_publication_notice
from . import cchc_plan_notice
from . import cchc_outreach_notice
from . import cchc_difficulty_notice

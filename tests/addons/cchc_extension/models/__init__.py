from . import cchc_plan
from . import cchc_obligation
from . import cchc_topic
from . import cchc_reminder_rule
from . import cchc_report

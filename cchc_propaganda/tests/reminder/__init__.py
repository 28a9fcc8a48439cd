from . import test_notices
from . import test_reminder_rules
from . import test_reminder_year

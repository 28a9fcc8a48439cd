from . import test_notices
from . import test_reminder_closing
from . import test_reminder_rules
from . import test_reminder_run
from . import test_reminder_text
from . import test_reminder_year

from . import test_calendar
from . import test_dashboard
from . import test_first_steps
from . import test_from_nothing
from . import test_my_work
from . import test_queries
from . import test_tour
from . import test_vietnamese

from . import test_access
from . import test_accessible
from . import test_cchc_report
from . import test_every_form
from . import test_from_nothing
from . import test_protected_fields
from . import test_report_figures
from . import test_report_workbook

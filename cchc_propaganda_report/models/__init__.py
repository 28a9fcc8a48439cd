from . import cchc_report
from . import cchc_report_counting
from . import cchc_report_figure
from . import cchc_report_files
from . import cchc_report_recipient
from . import cchc_report_workflow

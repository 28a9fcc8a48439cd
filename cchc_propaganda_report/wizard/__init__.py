from . import cchc_report_nudge
from . import cchc_report_agency_nudge
from . import cchc_report_intake_wizard
from . import cchc_person_add

from . import cchc_report_nudge

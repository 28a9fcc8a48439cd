from . import cchc_report_workbook

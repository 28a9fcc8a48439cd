# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The periodic reports of a year: what each unit sends to the Office each month, and what the agency sends upward.

They are opened by themselves when their data are closed. In 2024 one unit's report is returned once, one comes late,
and the report of the first half-year is corrected by a new version.
"""

from base64 import b64decode
from datetime import date, timedelta

from markupsafe import Markup

from odoo.addons.cchc_propaganda.tools.period import Period

NUMBER = '{:02}/BC-STTTT (minh họa)'
MISSING = "Đề nghị nêu lý do chưa có tin, bài của tháng 4."
REASON = "Bài của tháng 4 đã viết xong nhưng chờ số liệu của Trung tâm Công nghệ số."
CORRECTED = "Báo cáo này thay thế báo cáo đã gửi ngày 10/7/2024, bổ sung kết quả được ghi nhận sau."
AGENCY = ('Q1', 'H1', 'Q3', 'Y')   # the half-year and the year come with their last quarter
FILES = {'Q1': 'quy-1', 'H1': '6-thang-dau', 'Q3': 'quy-3', 'Y': ''}


class Reports:
    """The reports of a plan's year. ``last_day``: nothing happens after it; ``out_dir``: where the files of the
    agency's reports go, None to write none; ``waiting``: units that have not sent the latest report."""

    def __init__(self, stage, year, last_day, out_dir=None, waiting=()):
        self.stage, self.year, self.last_day, self.out_dir, self.waiting = stage, year, last_day, out_dir, waiting
        self.sent = 0
        self.units = [unit for unit in stage.units() if unit != stage.company.cchc_office_id]

    def lifelines(self):
        """Return all lifelines, to play them together."""
        months = [period for period in Period.of_year('month', self.year) if period.end < self.last_day]
        for period in months:
            for unit in self.units:
                yield self.of_unit(unit, period, waits=period == months[-1] and unit in self.waiting)
        for kind in AGENCY:
            period = Period.parse(f'{self.year}-{kind}')
            if self.day_after(period, 10) <= self.last_day:
                yield self.of_agency(period, kind)

    def day_after(self, period, day):
        """Return that day of the month after the period."""
        return (period.end + timedelta(days=1)).replace(day=day)

    def find(self, period, unit=None):
        """Return the report that was opened for the period, as superuser; none if none is due."""
        return self.stage.env['cchc.report'].search([
            ('company_id', '=', self.stage.company.id), ('regime_id', '!=', False), ('period_key', '=', period.key),
            ('department_id', '=', unit.id if unit else False), ('replacement_ids', '=', False)])

    # -- The units ----------------------------------------------------------------------------------------------------

    def of_unit(self, unit, period, waits=False):
        """The head counts, reads, and sends the report on the 3rd; the Office accepts it on the 4th."""
        stage = self.stage
        late = (self.year, period.ordinal) == (2024, 7) and unit == stage.ref('department_digital')
        yield self.day_after(period, 7 if late else 3)
        report = stage.as_(stage.head_of(unit), self.find(period, unit))
        if not report or waits:
            return
        report.action_refresh()
        if report.can_report_nothing:
            report.action_nothing_to_report()
        else:
            report.action_submit()
        if (self.year, period.ordinal) == (2024, 4) and unit == stage.ref('department_press'):
            yield self.day_after(period, 4)
            stage.as_('vanphong', report).action_return(MISSING)
            yield self.day_after(period, 5)
            report.narrative_assessment += Markup('<p>{}</p>').format(REASON)
            report.action_submit()
            yield self.day_after(period, 6)
        else:
            yield self.day_after(period, 8 if late else 4)
        stage.as_('vanphong', report).action_approve()

    # -- The agency ---------------------------------------------------------------------------------------------------

    def of_agency(self, period, kind):
        """The Office writes it on the 8th, the deputy director approves it on the 9th, it is sent on the 10th."""
        yield self.day_after(period, 8)
        report = self.stage.as_('vanphong', self.find(period))
        if not report:
            return
        report.action_refresh()
        report.action_submit()
        yield self.day_after(period, 9)
        self.stage.as_('phogiamdoc', report).action_approve()
        yield self.day_after(period, 10)
        self.send(report, self.day_after(period, 10), kind)
        if (self.year, kind) == (2024, 'H1'):
            yield from self.corrected(report)

    def send(self, report, day, kind, suffix=''):
        self.sent += 1
        report.write({'number': NUMBER.format(self.sent), 'date_sent': day})
        report.action_publish()
        if self.out_dir:
            name = '-'.join(filter(None, ['bao-cao', FILES[kind], 'nam', str(self.year), suffix]))
            for ending, content in (('xlsx', report.xlsx_file), ('docx', report.docx_file)):
                (self.out_dir / f'{name}.{ending}').write_bytes(b64decode(content))

    def corrected(self, report):
        """What was recorded since is counted in a new version; the one that was sent stays as it is."""
        yield date(self.year, 9, 16)
        action = report.action_new_version()
        new = report.browse(action['res_id'])
        new.narrative_direction = Markup('<p>{}</p>').format(CORRECTED) + (new.narrative_direction or '')
        new.action_submit()
        yield date(self.year, 9, 17)
        self.stage.as_('phogiamdoc', new).action_approve()
        yield date(self.year, 9, 18)
        self.send(new, date(self.year, 9, 18), 'H1', 'thay-the')

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the current year holds besides articles: conferences, meetings, notices, a study tour, a difficulty, the budget.

The plan asks for one conference each half-year (row 2): the Office in the first, the centre in the second.
"""

from datetime import date, timedelta
from io import BytesIO

from docx import Document

from odoo.fields import Command

CONFERENCES, NOTICES, MEETINGS, TOURS = 'integrated', 'notice', 'party', 'study'
DECISION = '00/QĐ-STTTT (minh họa)'


class OtherWork:
    """Plays beside the articles of a ``CurrentYear``."""

    def __init__(self, year):
        self.year, self.stage = year, year.stage

    def add_to_draft(self, plan):
        """The Office adds to the draft of the plan what it asks for besides articles, and the money planned for it."""
        stage = self.stage
        [row] = stage.topics(plan, ['2'])
        stage.as_('vanphong', stage.env['cchc.obligation']).create({
            'plan_id': plan.id, 'topic_id': row.id, 'form_id': self.form(CONFERENCES).id, 'quantity': 1,
            'frequency': 'half', 'due_day': 31, 'rotation_ids': [
                Command.create({'name': name, 'period_from': half, 'period_to': half,
                                'department_id': stage.ref(f'department_{unit}').id})
                for half, name, unit in ((1, "6 tháng đầu năm", 'office'), (2, "6 tháng cuối năm", 'centre'))]})
        stage.as_('vanphong', stage.env['cchc.budget.line']).create([
            {'plan_id': plan.id, 'topic_id': row.id, 'department_id': stage.ref(f'department_{unit}').id,
             'source': source, 'planned': planned}
            for unit, source, planned in (('office', 'regular', 15_000_000), ('centre', 'non_autonomous', 25_000_000))])

    def lifelines(self):
        """Return all lifelines, to play them together."""
        return [
            self.held('chuyenvien.vanphong', 'phogiamdoc', self.month(3, 12), CONFERENCES,
                      "Hội nghị phổ biến dịch vụ công trực tuyến đến bộ phận một cửa cấp xã", topics=['2'],
                      place="Hội trường Sở", participants=86, audience="Công chức bộ phận một cửa cấp xã",
                      minutes="Hội nghị phổ biến, hướng dẫn sử dụng dịch vụ công trực tuyến. Có 86 đại biểu dự."),
            self.held('chuyenvien.cns', 'vanphong', self.month(9, 10), CONFERENCES,
                      "Lồng ghép tuyên truyền CCHC tại hội nghị giao ban công nghệ số", topics=['2'],
                      place="Trung tâm Công nghệ số", participants=45, audience="Viên chức, người lao động",
                      is_integrated=True, integrated_with="Hội nghị giao ban công nghệ số", commended_by='bientap1'),
            self.held('chanhthanhtra', 'vanphong', self.month(5, 6), MEETINGS,
                      "Sinh hoạt chi bộ, lồng ghép nội dung CCHC", unit='department_cell_1', topics=['1/1'],
                      place="Phòng họp tầng 2", participants=18, audience="Đảng viên"),
            self.held('chuyenvien.cds', 'vanphong', self.year.today - timedelta(days=30), TOURS,
                      "Học tập kinh nghiệm số hóa hồ sơ thủ tục hành chính", topics=['1/7'],
                      place="Trung tâm Phục vụ hành chính công", participants=12),
            self.held('chuyenvien.cns', None, self.year.today - timedelta(days=3), NOTICES,
                      "Niêm yết thủ tục hành chính và đường dây nóng tại Trung tâm Phục vụ hành chính công",
                      place="Trung tâm Phục vụ hành chính công tỉnh"),
            self.difficulty_is_answered(), self.money_is_allocated(),
        ]

    def form(self, code):
        return self.stage.ref(f'outreach_form_{code}')

    def month(self, month, day):
        return date(self.year.today.year, month, day)

    def held(self, login, decider, day, code, name, *, unit=None, topics=(), minutes='', commended_by=None, **values):
        """It is held, sent to the Office the next day, and accepted two days later; without ``decider`` it waits."""
        stage, year = self.stage, self.year
        yield year.work_day(day, 0)
        outreach = stage.as_(login, stage.env['cchc.outreach']).create({
            'name': name, 'form_id': self.form(code).id, 'date': year.work_day(day, 0), **values,
            **({'department_id': stage.ref(unit).id} if unit else {}),
            'topic_ids': [Command.set(stage.topics(year.plan, topics).ids)],
            'evidence_ids': [Command.create({'name': 'bien-ban.docx', 'raw': _word_file(minutes)})] if minutes else []})
        yield year.work_day(day, 1)
        outreach.action_submit()
        if not decider:
            return
        yield year.work_day(day, 3)
        stage.as_(decider, outreach).action_approve()
        if commended_by:
            yield year.work_day(day, 4)
            stage.as_(commended_by, outreach).is_good_example = True

    def difficulty_is_answered(self):
        """The head of the centre raises it; the Office receives it, answers and closes it."""
        stage, day = self.stage, self.month(4, 8)
        yield self.year.work_day(day, 0)
        difficulty = stage.as_('giamdoc.cns', stage.env['cchc.difficulty']).create({
            'name': "Chưa có người phụ trách biên tập video",
            'description': "Trung tâm chưa có viên chức được tập huấn dựng video tuyên truyền.",
            'proposal': "Đề nghị cử 01 viên chức tham gia lớp tập huấn."})
        yield self.year.work_day(day, 1)
        received = stage.as_('vanphong', difficulty)
        received.action_receive()
        yield self.year.work_day(day, 4)
        received.action_answer("Văn phòng đã đăng ký 01 viên chức của Trung tâm dự lớp tập huấn trong quý.")
        received.action_resolve()

    def money_is_allocated(self):
        """The decision comes a month after the issue; one of the two lines is spent in part."""
        day = self.month(2, 20)
        yield self.year.work_day(day, 0)
        lines = self.stage.as_('vanphong', self.year.plan).budget_line_ids
        for line in lines:
            line.write({'allocated': line.planned, 'decision_number': DECISION,
                        'decision_date': self.year.work_day(day, 0)})
        yield self.year.work_day(self.month(3, 20), 0)
        lines[0].spent = 9_500_000


def _word_file(words):
    """Return a Word file with these words."""
    document, content = Document(), BytesIO()
    document.add_paragraph(words)
    document.save(content)
    return content.getvalue()

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The current year up to today: the plan rolled over from 2024, and work in every state that waits today.

``other_work`` plays what is no article."""

from datetime import date

from . import pieces, scoring
from .lifelines import issue, usual
from .other_work import DECISION, OtherWork
from .reports import Reports
from .stage import PAGE, PORTAL, ZALO

# The outcomes of the assignments that are due, the latest first. Earlier assignments were met on time.
FATES = ('overdue', 'met', 'late', 'met', 'explained')
LATE_DAYS = 6   # working days after the deadline; articles on time are posted two days before it


class CurrentYear:
    """Plays on any day of any year after 2024. A step that would lie in the future is taken today."""

    def __init__(self, stage):
        self.stage = stage
        self.today = stage.today
        self.calendar = stage.company._cchc_working_calendar()
        self.pieces = pieces.read('now')
        self.plan = stage.env['cchc.plan']
        self.first_day = date(self.today.year, 1, 1)   # nothing happens before this day
        self.other_work = OtherWork(self)
        # Two units have not sent the report of last month yet.
        self.reports = Reports(
            stage, self.today.year, self.today, waiting=[stage.ref('department_press'), stage.ref('department_centre')])

    def play(self):
        """Issue the plan, then play the work on its assignments."""
        self.stage.play([self.plan_is_rolled_over()])
        self.stage.play([self.unit_is_renamed(), *self.due(), *self.on_the_desks(), *self.other_work.lifelines(),
                         *self.reports.lifelines()])
        scoring.begin(self.stage)

    def plan_is_rolled_over(self):
        start = date(self.today.year, 1, 5)
        yield self.work_day(start, 0)
        action = self.stage.as_('vanphong', self.stage.ref('plan_2024')).action_roll_over(self.today.year)
        self.plan = self.stage.env['cchc.plan'].browse(action['res_id'])
        draft = self.stage.as_('vanphong', self.plan)
        draft.appendix_title = draft.appendix_title.replace('2023', str(self.today.year))   # the slip of 2024 ends here
        draft.mark_ids.is_checked = True
        self.other_work.add_to_draft(draft)
        days = [self.work_day(start, count) for count in (1, 3, 5)]
        yield from issue(self.stage, self.plan, *days)
        self.first_day = days[-1]

    def unit_is_renamed(self):
        """A unit bears another name from March on; what was done before keeps the old one."""
        day = self.work_day(date(self.today.year, 3, 1), 0)
        yield day
        renaming = self.stage.as_('vanphong', self.stage.env['cchc.reorganisation']).create({
            'kind': 'rename', 'old_department_ids': self.stage.ref('department_digital').ids, 'date': day,
            'new_name': "Phòng Công nghệ và Chuyển đổi số", 'basis': DECISION})
        renaming.action_preview()
        renaming.action_apply()

    def work_day(self, day, count):
        """Return the day that many working days later (negative: earlier), between ``first_day`` and today."""
        return max(self.first_day, min(self.calendar.add(day, count), self.today))

    # -- The assignments that are due ---------------------------------------------------------------------------------

    def due(self):
        """Return the lifelines of the articles for assignments that are due."""
        due = self.assignments().filtered(lambda assignment: assignment.date_deadline < self.today)
        fates = [*['met'] * (len(due) - len(FATES)), *reversed(FATES[:len(due)])]
        for assignment, fate, piece in zip(due, fates, self.pieces.values(), strict=False):
            if fate in ('met', 'late'):
                yield self.posted(assignment, piece, LATE_DAYS if fate == 'late' else 0)
            elif fate == 'explained':
                yield self.explained(assignment)

    def assignments(self):
        """Return the assignments that articles meet."""
        return self.plan.assignment_ids.filtered('channel_id').sorted(
            lambda assignment: (assignment.date_deadline, assignment.id))

    def posted(self, assignment, piece, late):
        def day(count):
            return self.work_day(assignment.date_deadline, count + late)

        return usual(
            self.stage, self.stage.author_of(assignment.department_id), piece, [assignment],
            written=day(-10), submitted=day(-9), approved=day(-7), sent=day(-6),
            posted={assignment.channel_id.code: day(-2)})

    def explained(self, assignment):
        """The assignment is missed: the head of the unit explains it, and the Office adds a note."""
        yield self.work_day(assignment.date_deadline, 2)
        self.stage.as_(self.stage.head_of(assignment.department_id), assignment).action_explain(
            "Người viết được cử đi tập huấn; phòng đã phân công người khác từ kỳ sau.")
        yield self.work_day(assignment.date_deadline, 3)
        self.stage.as_('vanphong', assignment).office_note = "Đã ghi nhận; đề nghị phòng bố trí người dự phòng."

    # -- Work that waits today ----------------------------------------------------------------------------------------

    def on_the_desks(self):
        """Return the lifelines of the articles under way."""
        return [
            self.submitted(*self.next_on(PORTAL), self.pieces['doi-thoai-doanh-nghiep']),
            self.submitted('bientap1', [], [PORTAL], self.pieces['hoi-dap-tthc']),   # somebody else is to approve it
            self.returned(*self.next_on(ZALO), self.pieces['bao-cao-dien-tu']),
            self.drafted(self.pieces['tu-van-dich-vu-cong']),
            # One waits for the answer of the channel, one for the board to post it.
            self.approved(*self.next_on(PAGE), self.pieces['diem-hen-tra-ket-qua']),
            self.approved('chuyenvien.cns', [], [PORTAL], self.pieces['to-ho-tro-cap-xa']),
        ]

    def next_on(self, code):
        """Return (author, assignments, channels) of the next article on the channel: for the assignment of the running
        period; without one, by the unit that owes nothing, outside the assignments."""
        assignment = self.coming(code).filtered(lambda assignment: assignment.date_start <= self.today)[:1]
        if assignment:
            return self.stage.author_of(assignment.department_id), [assignment], []
        return 'chuyenvien.cns', [], [code]

    def coming(self, code):
        return self.assignments().filtered(
            lambda assignment: assignment.channel_id.code == code and assignment.date_deadline >= self.today)

    def submitted(self, author, assignments, channels, piece):
        yield self.work_day(self.today, -3)
        article = self.stage.write(author, piece, assignments, channels)
        yield self.work_day(self.today, -2)
        article.action_submit()
        return article

    def returned(self, author, assignments, channels, piece):
        article = yield from self.submitted(author, assignments, channels, piece)
        yield self.work_day(self.today, -1)
        self.stage.send_back(article, "Đề nghị bổ sung đối tượng, thời gian hướng dẫn.")

    def drafted(self, piece):
        """Draft for the assignment after the next, by the person in charge; late in December, outside assignments."""
        yield self.work_day(self.today, -1)
        assignment = self.coming(PORTAL)[1:2]
        if not assignment:
            self.stage.write('chuyenvien.cns', piece, channels=[PORTAL])
            return
        author = self.stage.author_of(assignment.department_id)
        head = self.stage.head_of(assignment.department_id)
        self.stage.as_(head, assignment).user_id = self.stage.user(author)
        yield self.today
        self.stage.write(author, piece, assignment)

    def approved(self, author, assignments, channels, piece):
        yield from usual(
            self.stage, author, piece, assignments, channels, written=self.work_day(self.today, -8),
            submitted=self.work_day(self.today, -7), approved=self.work_day(self.today, -6),
            sent=self.work_day(self.today, -5))

# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The year 2024 of the agency: its plan, and each article from the draft to the link.

Two articles came before the plan was issued on 28 February: a document of January, recorded afterwards, and an article
of February that the board lets count for its month. Of the 20 assignments, 14 are met on time and 3 late; April is
missed and explained; the article of the last quarter waits for its channel; January was due before the issue. In
January 2025 the Office closes the year.
"""

from datetime import date

from odoo.fields import Command

from . import pieces
from .lifelines import issue, usual
from .reports import Reports
from .stage import OWN_ZALO, PAGE, PORTAL, RADIO, ZALO


def on(day):
    """on('15/3') is 15 March 2024."""
    day, month = day.split('/')
    return date(2024, int(month), int(day))


class Year2024:
    """Each method is the life of one document."""

    def __init__(self, stage, out_dir):
        self.stage = stage
        self.plan = stage.ref('plan_2024')
        self.pieces = pieces.read('2024')
        self.out_dir = out_dir

    def lifelines(self):
        """Return all lifelines, to play them together."""
        return [
            issue(self.stage, self.plan, on('26/2'), on('26/2'), on('28/2')),
            self.plan_is_printed(), self.document_of_january(), self.article_of_february(),
            *self.without_a_hitch(),
            self.refused_by_zalo(), self.corrected_by_the_board(),
            self.returned_for_its_sources(), self.two_channels_one_article(), self.april_is_explained(),
            self.video_on_radio_and_television(), self.written_by_two(), self.column_of_the_board(),
            self.no_answer_from_zalo(), self.results_are_confirmed(), self.year_is_closed(),
            *Reports(self.stage, 2024, date(2025, 1, 31), self.out_dir).lifelines(),
        ]

    def assignment(self, key, code=PORTAL):
        return self.stage.assignment(self.plan, key, code)

    def plan_is_printed(self):
        """As it was issued, and at the end of the year with its results."""
        yield on('29/2')
        plan = self.stage.as_('vanphong', self.plan)
        (self.out_dir / 'ke-hoach-tuyen-truyen-nam-2024.docx').write_bytes(plan._docx())
        yield date(2025, 1, 6)
        (self.out_dir / 'phu-luc-kem-ket-qua-nam-2024.docx').write_bytes(plan._docx('plan_results'))

    def document_of_january(self):
        """A document is neither news nor article, so it does not meet the assignment of January."""
        stage, piece = self.stage, self.pieces['cong-bo-ke-hoach-01']
        yield on('1/3')
        channel = stage.channel(PORTAL)
        document = stage.write('bientap1', piece, author_id=stage.user('chuyenvien.vanphong').id, publication_ids=[
            Command.create({
                'channel_id': channel.id, 'url': f'{channel.url_prefix}2024/01/{piece.slug}',
                'date_published': on('18/1')})])
        document.action_register()

    def article_of_february(self):
        """The article was posted before the issue, so it counts for February only because the board chose it."""
        yield from usual(
            self.stage, 'chuyenvien.vanphong', self.pieces['ke-hoach-cchc-tinh'], channels=[PORTAL],
            written=on('20/2'), submitted=on('20/2'), approved=on('21/2'), posted={PORTAL: on('22/2')})
        yield on('29/2')
        assignment = self.assignment('2024-M02')
        [publication] = self.stage.env['cchc.publication'].search(
            [('channel_id', '=', assignment.channel_id.id), ('date_published', '=', on('22/2'))])
        self.stage.as_('bientap2', publication).assignment_id = assignment

    def without_a_hitch(self):
        """(author, text, assignments, other channels, written, submitted, approved, sent, posted)"""
        rows = [
            ('chuyenvien.cns', 'to-cong-nghe-so', [], [PORTAL], '4/3', '5/3', '6/3', None, {PORTAL: '7/3'}),
            ('chanhvanphong', 'so-cong-bo-ke-hoach', [('2024-Q1', PAGE)], [], '6/3', '7/3', '8/3', '8/3',
             {PAGE: '15/3'}),
            ('chuyenvien.cds', 'vai-tro-y-nghia', [], [PORTAL], '18/3', '19/3', '21/3', None, {PORTAL: '28/3'}),
            ('chuyenvien.ttbcxb', 'vai-tro-nguoi-dung-dau', [('2024-M05', PORTAL)], [], '13/5', '14/5', '16/5', None,
             {PORTAL: '23/5'}),
            ('chuyenvien.cds', 'van-hoa-cong-vu', [], [PAGE], '3/6', '4/6', '6/6', '10/6', {PAGE: '21/6'}),
            ('chuyenvien.vanphong', 'tac-pham-dat-giai', [], [PORTAL], '11/6', '12/6', '14/6', None, {PORTAL: '18/6'}),
            ('chuyenvien.vanphong', 'niem-yet-tthc', [], [PORTAL], '13/6', '14/6', '19/6', None, {PORTAL: '20/6'}),
            ('chuyenvien.cns', 'mo-hinh-hay', [], [PORTAL, PAGE], '14/6', '17/6', '20/6', '21/6',
             {PORTAL: '21/6', PAGE: '28/6'}),
            ('bientap1', 'duong-day-nong', [], [PORTAL], '14/6', '17/6', '20/6', None, {PORTAL: '24/6'}),
            ('chuyenvien.cds', 'dich-vu-cong-toan-trinh', [('2024-M07', PORTAL)], [], '11/7', '12/7', '16/7', None,
             {PORTAL: '23/7'}),
            ('chuyenvien.thanhtra', 'chi-phi-khong-chinh-thuc', [], [PORTAL], '5/8', '6/8', '9/8', None,
             {PORTAL: '14/8'}),
            ('chuyenvien.cds', 'so-hoa-ho-so', [('2024-M08', PORTAL)], [], '12/8', '13/8', '15/8', None,
             {PORTAL: '22/8'}),
            ('chuyenvien.cds', 'viec-gi-lam-truoc', [('2024-M09', PORTAL)], [], '16/9', '17/9', '20/9', None,
             {PORTAL: '24/9'}),
            ('chuyenvien.thanhtra', 'kiem-tra-cong-vu', [('2024-M10', PORTAL)], [], '14/10', '15/10', '18/10', None,
             {PORTAL: '23/10'}),
            # The board was slow: three days late.
            ('chuyenvien.thanhtra', 'xu-ly-phan-anh', [('2024-M11', PORTAL)], [], '20/11', '22/11', '27/11', None,
             {PORTAL: '28/11'}),
            ('chuyenvien.thanhtra', 'nhin-lai-mot-nam', [('2024-M12', PORTAL)], [], '12/12', '13/12', '17/12', None,
             {PORTAL: '19/12'}),
        ]
        for author, slug, assignments, channels, written, submitted, approved, sent, posted in rows:
            yield usual(
                self.stage, author, self.pieces[slug], channels=channels,
                assignments=lambda assignments=assignments: [self.assignment(*name) for name in assignments],
                written=on(written), submitted=on(submitted), approved=on(approved), sent=sent and on(sent),
                posted={code: on(day) for code, day in posted.items()})

    def refused_by_zalo(self):
        """The article is sent in time; the channel accepts the second try, 15 days after the deadline."""
        stage, piece = self.stage, self.pieces['quan-diem-cua-dang']
        yield on('8/3')
        article = stage.write('chuyenvien.vanphong', piece, [self.assignment('2024-Q1', ZALO)])
        yield on('11/3')
        article.action_submit()
        yield on('12/3')
        stage.approve(article)
        yield on('12/3')
        stage.send(article)
        yield on('21/3')
        refused = stage.refuse(article, ZALO, "Chưa có ảnh kèm chú thích; đề nghị gửi lại đủ tệp.")
        yield on('22/3')
        refused.action_send()
        yield on('4/4')
        stage.post(article, ZALO, piece.slug)

    def corrected_by_the_board(self):
        stage, piece = self.stage, self.pieces['thanh-tuu-cchc']
        yield on('14/3')
        article = stage.write('chuyenvien.vanphong', piece, [self.assignment('2024-M03')])
        yield on('15/3')
        article.action_submit()
        yield on('18/3')
        submitted = stage.as_('bientap1', article)
        submitted.body = submitted.body.replace(*piece.corrected)
        yield on('18/3')
        submitted.action_approve()
        yield on('21/3')
        stage.post(article, PORTAL, piece.slug)

    def returned_for_its_sources(self):
        """The author improves the article; it is sent a day before the deadline and appears a week after it."""
        stage, piece = self.stage, self.pieces['chi-so-cchc']
        yield on('10/6')
        article = stage.write('chuyenvien.ttbcxb', piece, [self.assignment('2024-Q2', ZALO)])
        yield on('11/6')
        article.action_submit()
        yield on('14/6')
        stage.send_back(article, "Đề nghị bổ sung nguồn số liệu.")
        yield on('18/6')
        article.body = piece.better_body
        article.action_submit()
        yield on('19/6')
        stage.approve(article)
        yield on('19/6')
        stage.send(article)
        yield on('27/6')
        stage.post(article, ZALO, piece.slug)

    def two_channels_one_article(self):
        """One article for the month and the quarter; the reform page refuses the first try."""
        stage, piece = self.stage, self.pieces['huong-dan-nop-ho-so']
        yield on('10/6')
        article = stage.write(
            'chuyenvien.ttbcxb', piece, [self.assignment('2024-M06'), self.assignment('2024-Q2', PAGE)])
        yield on('11/6')
        article.action_submit()
        yield on('13/6')
        stage.send_back(article, "Đề nghị nêu rõ địa điểm hướng dẫn người chưa quen sử dụng máy.")
        yield on('14/6')
        article.body = piece.better_body
        article.action_submit()
        yield on('17/6')
        stage.approve(article)
        yield on('17/6')
        stage.send(article)
        yield on('18/6')
        stage.post(article, PORTAL, piece.slug)
        yield on('18/6')
        refused = stage.refuse(article, PAGE, "Ảnh chưa đúng kích thước.")
        yield on('18/6')
        refused.action_send()
        yield on('19/6')
        stage.post(article, PAGE, piece.slug)

    def april_is_explained(self):
        stage = self.stage
        yield on('26/6')
        stage.as_('truongphong.ttbcxb', self.assignment('2024-M04')).action_explain(
            "Bài đã viết xong nhưng phải chờ số liệu của Trung tâm Công nghệ số đến cuối tháng.")
        yield on('28/6')
        stage.as_('vanphong', self.assignment('2024-M04')).office_note = "Văn phòng chấp nhận giải trình."

    def video_on_radio_and_television(self):
        """The video is outside the assignments; a confirmation of the station proves the broadcasts."""
        stage, piece = self.stage, self.pieces['video-nam-buoc']
        yield on('1/7')
        video = stage.write('chuyenvien.cns', piece, channels=[OWN_ZALO, RADIO])
        yield on('2/7')
        video.action_submit()
        yield on('4/7')
        stage.approve(video)
        yield on('5/7')
        stage.send(video)
        yield on('5/7')
        stage.post(video, OWN_ZALO, piece.slug)
        yield on('15/7')
        stage.post(video, RADIO, piece.slug, url=False, quantity=4, evidence_ids=[Command.create({
            'name': 'xac-nhan-phat-song.txt', 'mimetype': 'text/plain',
            'raw': "Xác nhận đã phát sóng đoạn video 04 lượt, từ ngày 10/07/2024 đến ngày 15/07/2024.".encode()})])

    def written_by_two(self):
        """A reportage with a co-author, for both channels of the quarter."""
        stage, piece = self.stage, self.pieces['mot-ngay-o-bo-phan-mot-cua']
        yield on('26/8')
        article = stage.write(
            'chuyenvien.cds', piece, [self.assignment('2024-Q3', PAGE), self.assignment('2024-Q3', ZALO)],
            contributor_ids=[Command.link(stage.user('truongphong.cds').partner_id.id)])
        yield on('28/8')
        article.action_submit()
        yield on('30/8')
        stage.approve(article)
        yield on('4/9')
        stage.send(article)
        yield on('11/9')
        stage.post(article, PAGE, piece.slug)
        yield on('17/9')
        stage.post(article, ZALO, piece.slug)
        yield on('18/9')
        stage.as_('bientap1', article).is_good_example = True

    def column_of_the_board(self):
        """The board is a body of borrowed members: the article belongs to the board, not to the editor's own unit."""
        stage, piece = self.stage, self.pieces['chuyen-muc-cchc']
        yield on('7/10')
        article = stage.write(
            'bientap2', piece, channels=[PORTAL], department_id=stage.ref('department_editorial').id)
        yield on('8/10')
        article.action_submit()
        yield on('9/10')
        stage.approve(article)
        yield on('10/10')
        stage.post(article, PORTAL, piece.slug)

    def no_answer_from_zalo(self):
        """Both channels of the last quarter get the article in time; one answers."""
        stage, piece = self.stage, self.pieces['minh-bach-thu-tuc']
        yield on('2/12')
        article = stage.write(
            'chuyenvien.thanhtra', piece, [self.assignment('2024-Q4', PAGE), self.assignment('2024-Q4', ZALO)])
        yield on('3/12')
        article.action_submit()
        yield on('5/12')
        stage.approve(article)
        yield on('6/12')
        stage.send(article)
        yield on('13/12')
        stage.post(article, PAGE, piece.slug)
        yield on('31/12')   # the year ends without an answer of the other channel

    def results_are_confirmed(self):
        """At the end of the year the Office says of each row whether it is completed, as the plan proposes it; what is
        under way without assignments is."""
        yield on('31/12')
        rows = self.stage.as_('vanphong', self.plan.topic_ids)
        rows.filtered(lambda row: not row.child_ids and row.result_state == 'running' and not row.is_owed).write({
            'result_state': 'done'})
        rows.action_confirm_result()

    def year_is_closed(self):
        """What was not met in 2024 stays so, and leaves the first screens."""
        yield date(2025, 1, 13)
        self.stage.as_('vanphong', self.plan).action_close()

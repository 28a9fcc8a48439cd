# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Three years of articles, written directly into the tables, with the states and dates that the steps would write.

What the models store because it follows from other records (day, nearest deadline, channels) is written with them; how
far the assignments are is computed by the models themselves at the end.

The course of the first TOLD articles is drawn by lot; where more are wanted, the database server copies these, evenly
over the years.
"""

import contextlib
import datetime
import itertools
import random

from psycopg2.extras import execute_values

BEGINNINGS = (
    "Đẩy mạnh", "Tăng cường", "Nâng cao hiệu quả", "Tập huấn về", "Sơ kết công tác", "Hội nghị triển khai",
    "Kiểm tra việc", "Mô hình hay trong", "Chuyển biến trong", "Giải pháp",
)
SUBJECTS = (
    "giải quyết thủ tục hành chính trực tuyến", "cải cách hành chính", "số hóa hồ sơ, kết quả thủ tục hành chính",
    "thanh toán không dùng tiền mặt", "tiếp nhận và trả kết quả tại Bộ phận Một cửa", "tinh gọn tổ chức bộ máy",
    "khảo sát sự hài lòng của người dân", "cung cấp dịch vụ công trực tuyến toàn trình", "nâng cao chỉ số PAR INDEX",
    "kỷ luật, kỷ cương hành chính", "chuyển đổi số trong cơ quan nhà nước", "cắt giảm, đơn giản hóa quy định",
)
SENTENCES = (
    "Thực hiện kế hoạch tuyên truyền cải cách hành chính của tỉnh, đơn vị đã phổ biến nội dung đến toàn thể cán bộ.",
    "Người dân có thể nộp hồ sơ tại nhà, theo dõi tiến độ và nhận kết quả qua dịch vụ bưu chính công ích.",
    "Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt trên 98%, không có hồ sơ tồn đọng kéo dài.",
    "Tổ công nghệ số cộng đồng đến từng ấp hướng dẫn cài đặt định danh điện tử và chữ ký số cá nhân.",
    "Lãnh đạo đơn vị yêu cầu công khai đầy đủ quy trình, thời hạn và phí, lệ phí tại nơi tiếp nhận.",
    "Kết quả khảo sát cho thấy mức độ hài lòng của người dân, doanh nghiệp tiếp tục tăng so với cùng kỳ.",
)
RETURNED = "Bổ sung số liệu và ảnh minh họa."
LENGTH = (20, 40)           # sentences: 500 to 1,000 words, as news on the site of a province
YEARS = 3
ASSIGNMENTS_A_MONTH = 2     # of each unit
RECENT = 30                 # days
STATES = ('draft', 'submitted', 'approved', 'published', 'cancelled')
CHANCES = {True: (25, 30, 10, 33, 2), False: (2, 0, 0, 95, 3)}     # of the states, by whether the article is recent
LIVE = ('pending', 'sent', 'published')
TOLD = 20_000
BATCH = 5_000
COUNTED = 1_000             # assignments whose publications are in memory at once
PROGRESS = ('done_quantity', 'sent_quantity', 'date_done', 'is_waiting_channel', 'state')
RESULTS = ('linked_result', 'is_owed', 'result_state')
# The few articles that came late. Odoo would write all that did not, too.
LATE = """
    UPDATE cchc_article SET is_late = TRUE
      FROM cchc_publication posted JOIN cchc_assignment owed ON owed.id = posted.assignment_id
     WHERE posted.article_id = cchc_article.id AND posted.state IN ('pending', 'sent', 'published')
           AND owed.state = 'late' AND owed.company_id = %s"""
ONE_DAY = datetime.timedelta(days=1)

ARTICLE = (
    'id', 'name', 'body', 'genre_id', 'author_id', 'department_id', 'company_id', 'plan_id', 'origin',
    'is_good_example', 'is_withdrawn', 'state', 'date', 'date_deadline', 'submitted_by_id', 'date_submitted',
    'board_rank', 'review_since', 'review_step_id', 'review_step_count', 'submission_count', 'is_returned',
    'return_reason', 'approved_by_id', 'approved_date', 'date_last_step', 'last_step_by_id',
    'create_uid', 'create_date', 'write_uid', 'write_date')
PUBLICATION = (
    'article_id', 'channel_id', 'company_id', 'department_id', 'author_id', 'genre_id', 'assignment_id', 'state',
    'date_sent', 'date_published', 'quantity', 'url', 'reason', 'create_uid', 'create_date', 'write_uid', 'write_date')
REVIEW = ('article_id', 'company_id', 'step_id', 'step_name', 'user_id', 'date', 'date_since', 'decision', 'reason',
          'round', 'version', 'create_uid', 'create_date', 'write_uid', 'write_date')
LINKED = {      # the rows of an article in other tables
    'cchc_publication': PUBLICATION, 'cchc_article_channel_rel': ('article_id', 'channel_id'),
    'cchc_article_contributor_rel': ('article_id', 'partner_id'), 'cchc_review': REVIEW,
}
TABLES = ('cchc_article', *LINKED)


def fill(agency, count):
    """Give the agency an issued plan for each year, its assignments, and that many articles from then until today."""
    env, company = agency.env, agency.company
    today = company._cchc_today()
    years = range(today.year - YEARS + 1, today.year + 1)
    plans = {year: agency.plan(year, ASSIGNMENTS_A_MONTH * len(agency.departments) * agency.MONTHS) for year in years}
    for plan in plans.values():
        plan.action_generate_assignments()
    env.flush_all()
    with without_checks(env.cr):
        told = min(count, TOLD)
        _tell(env.cr, _Story(agency, plans, today, told), told)
        if told < count:
            _copy(env.cr, company, count - told)
    env.cr.execute(f'ANALYZE {", ".join(TABLES)}')
    env.invalidate_all()
    _count(env['cchc.assignment'].search([('company_id', '=', company.id)]), PROGRESS)
    _count(env['cchc.topic'].search([('company_id', '=', company.id)]), RESULTS)
    env.cr.execute(LATE, [company.id])


def _count(records, names):
    """Let the model compute these fields from what was posted."""
    env = records.env
    for start in range(0, len(records), COUNTED):
        for name in names:
            env.add_to_compute(records._fields[name], records[start:start + COUNTED])
        env.flush_all()
        env.invalidate_all()


@contextlib.contextmanager
def without_checks(cr):
    """Write into the tables without their indexes and foreign keys, and let the database server build and check these
    once at the end: that is faster."""
    tables = [list(TABLES)]
    cr.execute("""
        SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
               format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
          FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
     UNION ALL
        SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
          FROM pg_index WHERE indrelid = ANY(%s::regclass[])
               AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""", tables * 2)
    statements = cr.fetchall()
    for drop, __ in statements:
        cr.execute(drop)
    yield
    cr.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for __, restore in statements:
        cr.execute(restore)


def _tell(cr, story, count):
    """Write the articles of the story."""
    for start in range(0, count, BATCH):
        cr.execute("SELECT nextval('cchc_article_id_seq') FROM generate_series(1, %s)", [min(BATCH, count - start)])
        written = [story.article(id_) for id_, in cr.fetchall()]
        _insert(cr, 'cchc_article', ARTICLE, [article for article, __ in written])
        for table, columns in LINKED.items():
            _insert(cr, table, columns, list(itertools.chain.from_iterable(linked[table] for __, linked in written)))


def _copy(cr, company, count):
    """Write that many more articles: the agency's articles again, each as often as any other, in the order of time."""
    cr.execute("""
        CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
        SELECT source, nextval('cchc_article_id_seq') AS id
          FROM (SELECT article.id AS source
                  FROM cchc_article article, generate_series(1, 1 + %(count)s / %(told)s) AS time
                 WHERE article.company_id = %(company)s
              ORDER BY time, article.id LIMIT %(count)s) AS chosen
      ORDER BY source""", {'count': count, 'told': TOLD, 'company': company.id})
    cr.execute('ANALYZE copied')
    for table, columns in {'cchc_article': ARTICLE, **LINKED}.items():
        key = columns[0]
        values = {key: 'copied.id', 'url': r"regexp_replace(url, '\d+$', copied.id::text)"}
        cr.execute(f"""
            INSERT INTO {table} ({", ".join(columns)})
            SELECT {", ".join(values.get(column, f"{table}.{column}") for column in columns)}
              FROM copied JOIN {table} ON {table}.{key} = copied.source
          ORDER BY copied.id""")


def _insert(cr, table, columns, rows):
    execute_values(cr._obj, f'INSERT INTO {table} ({", ".join(columns)}) VALUES %s', rows, page_size=1_000)


class _Story:
    """The course of each article, in the order of time. Every run on the same day gives the same articles."""

    def __init__(self, agency, plans, today, count):
        self._random = random.Random(0)
        self._agency, self._today = agency, today
        self._plans = {year: plan.id for year, plan in plans.items()}
        self._first = datetime.date(min(plans), 1, 1)
        self._days = ((today - self._first).days * number // count for number in range(1, count + 1))
        self._units = [(unit.id, unit.name, writer.id)
                       for unit, writer in zip(agency.departments, agency.writers, strict=True)]
        self._channels = [(channel.id, channel.code, channel.is_internal) for channel in agency.channels]
        self._genres = agency.env['cchc.genre'].search([('requires_body', '=', True)]).ids
        self._editors = agency.board.ids
        step = agency.env.ref('cchc_propaganda.review_step_board')
        self._step, self._step_name = step.id, step.name
        self._partners = [(writer.id, writer.partner_id.id) for writer in agency.writers]
        self._assignments = {
            (assignment.channel_id.id, assignment.department_id.id, assignment.date_start): (
                assignment.id, assignment.date_deadline)
            for assignment in agency.env['cchc.assignment'].search([('company_id', '=', agency.company.id)])}

    def article(self, id_):
        """Return the values of ARTICLE, and the rows of each table of LINKED."""
        choose = self._random
        unit, unit_name, author = choose.choice(self._units)
        begun = self._first + ONE_DAY * next(self._days)
        recent = (self._today - begun).days < RECENT
        state, = choose.choices(STATES, CHANCES[recent])
        submitted = self._moment(begun, 2) if state != 'draft' or choose.random() < 0.3 else None
        approved = self._moment(submitted, 3) if state in ('approved', 'published') else None
        returned = state == 'draft' and submitted is not None
        editor = choose.choice([editor for editor in self._editors if editor != author])
        genre = choose.choice(self._genres)
        stamps = (author, self._moment(begun), author, self._moment(begun))
        moved = approved or submitted or (stamps[1] if state == 'cancelled' else None)
        moved_by = editor if approved or returned else author if moved else None
        common = (self._agency.company.id, unit, author, genre)
        publications, deadlines, posted = [], [], []
        for number, channel in enumerate([] if state == 'cancelled' else self._chosen_channels()):
            became = self._state_of_publication(state, number, channel)
            sent = approved if approved and not channel[2] and became != 'pending' else None
            day = self._moment(approved, 2).date() if became in ('published', 'removed') else None
            assignment, deadline = self._assignment(channel[0], unit, day or begun, became)
            if became in LIVE and assignment:
                deadlines.append(deadline)
            if became == 'published':
                posted.append(day)
            publications.append((
                id_, channel[0], *common, assignment, became, sent, day, 1,
                f'https://{channel[1]}.example/bai-{id_}' if day else None,
                "Nội dung chưa phù hợp với chuyên mục." if became in ('refused', 'removed') else None, *stamps))
        day, deadline, waits = min(posted, default=begun), min(deadlines, default=None), state == 'submitted'
        rank = -day.toordinal() if state == 'published' else (deadline or datetime.date.max).toordinal()
        return (
            id_, f"{choose.choice(BEGINNINGS)} {choose.choice(SUBJECTS)} tại {unit_name}", self._body(), genre, author,
            unit, self._agency.company.id, self._plans[begun.year], 'own', choose.random() < 0.03,
            state == 'published' and not posted, state,
            day, deadline, author if submitted else None, submitted, rank,
            submitted if waits else None, self._step if waits else None, int(state != 'draft'),
            int(submitted is not None), returned,
            RETURNED if returned else None, editor if approved else None, approved,
            moved, moved_by, *stamps,
        ), {
            'cchc_publication': publications,
            'cchc_article_channel_rel': [
                publication[:2] for publication in publications if publication[PUBLICATION.index('state')] in LIVE],
            'cchc_article_contributor_rel': self._together(id_, author),
            'cchc_review': [
                (id_, self._agency.company.id, self._step, self._step_name, editor, day, submitted, decision, reason,
                 1, 1, editor, day, editor, day)
                for decision, day, reason in (
                    ('agreed', approved, None), ('returned', returned and submitted, RETURNED)) if day],
        }

    def _together(self, id_, author):
        """Return the row of a colleague who wrote one of ten articles, too."""
        if self._random.random() >= 0.1:
            return []
        return [(id_, self._random.choice([partner for user, partner in self._partners if user != author]))]

    def _moment(self, after, most_days=0):
        """Return a random working hour up to that many days later, not after today."""
        day = after.date() if isinstance(after, datetime.datetime) else after
        day = min(day + ONE_DAY * self._random.randint(0, most_days), self._today)
        return datetime.datetime.combine(day, datetime.time(self._random.randint(1, 9), self._random.randint(0, 59)))

    def _chosen_channels(self):
        portal, *others = self._channels
        chosen = [portal] if self._random.random() < 0.8 else []
        chosen += [channel for channel in others if self._random.random() < 0.2]
        return chosen or [self._random.choice(others)]

    def _state_of_publication(self, state, number, channel):
        if state in ('draft', 'submitted'):
            return 'pending'
        if state == 'approved':
            return 'pending' if channel[2] else self._random.choice(('pending', 'sent'))
        if number == 0:
            return 'published' if self._random.random() < 0.99 else 'removed'
        return self._random.choices(('published', 'sent', 'refused', 'removed'), (80, 8, 7, 5))[0]

    def _assignment(self, channel, unit, day, state):
        """Return ``(id, deadline)`` of the month's assignment that a publication in that state meets or was chosen for,
        or ``(None, None)``."""
        assignment = self._assignments.get((channel, unit, day.replace(day=1)))
        chosen = state == 'published' or self._random.random() < 0.7
        return assignment if assignment and chosen else (None, None)

    def _body(self):
        sentences = self._random.choices(SENTENCES, k=self._random.randint(*LENGTH))
        return ''.join(f'<p>{" ".join(sentences[at:at + 4])}</p>' for at in range(0, len(sentences), 4))

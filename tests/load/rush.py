# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The end of a quarter: within minutes all units write, hand in what is left and send their reports, the board decides
and posts, the Office accepts and sends the report of the agency. Everybody clicks faster than on other days."""

from desks import PAGE, text
from locust import task
from people import Contributor, Editor, Head, Office, Person

MODEL = 'cchc.report'


class Reports:
    """The reports, as seen by one person."""

    def __init__(self, person):
        screens = person.stage.known['screens'][person.role][MODEL]
        self._web, self._list, self._form = person.web, screens['list'], screens['form']['specification']

    def read_list(self, *domain):
        return self._web.call('list', MODEL, 'web_search_read', domain=list(domain), limit=PAGE, offset=0,
                              specification=self._list['specification'], order=self._list['order'])['records']

    def open(self, report):
        self._web.call('form', MODEL, 'web_read', [report], specification=self._form)
        self._web.chatter(MODEL, report)

    def count(self, report):
        self._web.button('figures', MODEL, 'action_refresh', report)
        self.open(report)

    def save(self, report, **values):
        self._web.call('save', MODEL, 'web_save', [report], values, specification=self._form)

    def step(self, report, name, kind='step'):
        self._web.step(MODEL, f'action_{name}', report, named=name, by=kind)
        self.open(report)

    def send(self, report):
        """Count, write the text, and send: the files are made and frozen."""
        self.open(report)
        self.count(report)
        self.save(report, narrative_result=text())
        self.step(report, 'submit', 'freeze')


class LastAuthor(Contributor):
    """Hands in what is left."""

    @task(30)
    def write_more(self):
        self.write_an_article()

    @task(18)
    def finish(self):
        self.go_on_with_a_draft()


class LastEditor(Editor):
    """Decides and posts until nothing is left."""


class Sender(Head):
    """Sends the report of the unit, then watches."""

    def on_start(self):
        super().on_start()
        self.reports, self.is_sent = Reports(self), False

    @task(90)
    def send_the_report(self):
        def send():
            waiting = self.reports.read_list(('state', '=', 'draft'), ('level', '=', 'department'))
            self.is_sent = not waiting
            if waiting:
                self.reports.send(waiting[0]['id'])
        if not self.is_sent:
            self.do(send)


class Receiver(Office):
    """Accepts the reports of the units, and sends that of the agency."""

    def on_start(self):
        super().on_start()
        self.reports = Reports(self)

    @task(30)
    def accept_one(self):
        def accept():
            if record := self.chosen(self.reports.read_list(('state', '=', 'submitted'), ('level', '=', 'department'))):
                self.reports.open(record['id'])
                self.reports.step(record['id'], 'approve')
        self.do(accept)

    @task(9)
    def work_on_that_of_the_agency(self):
        def work():
            drafts = self.reports.read_list(('state', '=', 'draft'), ('level', '=', 'agency'))
            if record := self.chosen(drafts):
                self.reports.send(record['id'])
        self.do(work)

    @task(9)
    def send_that_of_the_agency(self):
        def send():
            if record := self.chosen(self.reports.read_list(('state', '=', 'approved'), ('level', '=', 'agency'))):
                today = self.stage.settings['today']
                self.reports.save(record['id'], number=f"{record['id']}/BC-UBND", date_sent=today)
                self.reports.step(record['id'], 'publish')
        self.do(send)


class Director(Person):
    """Approves the reports of the agency."""

    role = 'director'

    def on_start(self):
        super().on_start()
        self.reports = Reports(self)

    @task(15)
    def approve(self):
        def approve():
            if record := self.chosen(self.reports.read_list(('state', '=', 'submitted'), ('level', '=', 'agency'))):
                self.reports.open(record['id'])
                self.reports.step(record['id'], 'approve')
        self.do(approve)

    @task(6)
    def follow_up(self):
        self.do(lambda: self.desk.overview())


RUSH = {LastAuthor: 28, LastEditor: 6, Sender: 40, Receiver: 5, Director: 1}     # of eighty

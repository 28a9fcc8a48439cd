# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The people of an agency: what each does on a day, how often (the number beside each task), and how long they look at
a page before the next click."""

import random

import gevent
from desks import Articles, Tasks
from locust import FastHttpUser, between, task
from web import Failed, Refused, Web


class Person(FastHttpUser):
    """Somebody who works with the application that ``stage.side`` says. ``stage`` and ``role`` are set before a run."""

    abstract = True
    network_timeout = connection_timeout = 150.0    # seconds: as long as the proxy that is shipped waits for Odoo
    stage = None
    role = ''

    def __init__(self, environment):
        self.host = self.stage.next_address()
        super().__init__(environment)
        web = Web(self.client, self.stage.journal, self.stage.settings, self.stage.next_login(self.role))
        self.desks = {desk.name: desk(web, self.stage.known, self.role) for desk in (Articles, Tasks)}
        self.web = web

    def wait_time(self):
        return between(*self.stage.settings['think'])(self)

    @property
    def desk(self):
        return self.desks[self.web.side]

    def on_start(self):
        self.pause(random.uniform(0, self.stage.settings['arrival']))
        while not self.web.uid:     # nobody works who is not logged in; the journal keeps each try that failed
            self.do(self.web.log_in)

    def pause(self, seconds):
        gevent.sleep(seconds)

    def do(self, *actions):
        """Click through actions of the desk; a refusal or a failure ends them. What is not to be done is left out."""
        self.web.side = self.stage.side
        try:
            for number, action in enumerate(actions):
                if number:
                    self.pause(random.uniform(*self.stage.settings['glance']))
                action()
        except (Refused, Failed):
            pass    # the journal keeps it

    def chosen(self, records):
        return random.choice(records) if records else None

    # What everybody does

    @task(1)
    def log_in_again(self):
        self.do(self.web.log_in, lambda: self.desk.open_app())

    def see_my_work(self):
        self.do(lambda: self.desk.start_page())

    def read_one(self, records):
        """Open one of the records, if there are any."""
        if record := self.chosen(records):
            self.desk.open(record['id'])
        return record


class Contributor(Person):
    """Writes for a unit."""

    role = 'contributor'

    @task(18)
    def look_what_is_mine(self):
        self.see_my_work()

    @task(15)
    def read_an_article(self):
        self.do(lambda: self.read_one(self.desk.mine()))

    @task(6)
    def find_one_of_the_unit(self):
        self.do(lambda: self.desk.of_unit(), lambda: self.read_one(self.desk.search("một cửa")))

    @task(9)
    def write_an_article(self):
        made = []
        self.do(lambda: made.append(self.desk.write_new()), lambda: self.desk.open(made[0]),
                lambda: self.desk.correct(made[0]), lambda: self.desk.hand_in(made[0]))

    @task(6)
    def go_on_with_a_draft(self):
        def go_on():
            if record := self.chosen([record for record in self.desk.mine() if self.desk.is_draft(record)]):
                self.desk.open(record['id'])
                self.desk.correct(record['id'])
                self.desk.hand_in(record['id'])
        self.do(go_on)

    @task(3)
    def talk(self):
        def talk():
            if record := self.read_one(self.desk.mine()):
                self.desk.say(record['id'])
        self.do(talk)


class Editor(Person):
    """Decides on what is handed in, and posts it."""

    role = 'editor'

    @task(24)
    def decide(self):
        def decide():
            if record := self.chosen(self.desk.board()):
                self.desk.open(record)
                if random.random() < 0.2:
                    self.desk.correct(record)
                self.desk.approve(record) if random.random() < 0.8 else self.desk.send_back(record)
        self.do(decide)

    @task(15)
    def post(self):
        def post():
            if record := self.chosen(self.desk.waiting_to_be_posted()):
                self.desk.open(record)
                self.desk.post(record)
        self.do(post)

    @task(6)
    def look_what_is_mine(self):
        self.see_my_work()


class Head(Person):
    """Heads a unit: watches what it owes."""

    role = 'head'

    @task(12)
    def look_what_is_mine(self):
        self.see_my_work()

    @task(6)
    def look_at_the_year(self):
        self.do(lambda: self.desk.overview(), lambda: self.desk.given_out())

    @task(9)
    def read_an_article(self):
        def talk(records):
            if (record := self.read_one(records)) and random.random() < 0.3:
                self.desk.say(record['id'])
        self.do(lambda: talk(self.desk.of_unit()))


class Office(Person):
    """Follows up all units."""

    role = 'office'

    @task(12)
    def look_what_is_mine(self):
        self.see_my_work()

    @task(15)
    def follow_up(self):
        self.do(lambda: self.desk.overview(), lambda: self.desk.given_out())

    @task(12)
    def find_an_article(self):
        self.do(lambda: self.desk.read_list(), lambda: self.read_one(self.desk.search("trực tuyến")))


PEOPLE = {Contributor: 64, Editor: 8, Head: 22, Office: 6}     # of a hundred

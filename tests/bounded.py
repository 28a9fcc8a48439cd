# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Runs functions of `tools/`, each in a process of its own that is ended when it takes too much time or memory.

The process that starts them has imported the tools once, so that a call costs a fork.
"""

import contextlib
import os
import pickle
import resource
import subprocess
import sys
import types
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

SECONDS, MIB = 2, 200       # of processor time, and beyond what the process has at its start
TOOLS = (
    'accounts', 'archive', 'article_docx', 'characters', 'check.deadlines', 'check.items', 'check.names',
    'check.numbering', 'check.promises', 'check.sameness', 'citation', 'comparison', 'decree', 'document_text',
    'docx_template', 'docx_template.language', 'docx_template.package', 'docx_template.texts', 'files',
    'legal_list', 'markup', 'matching', 'merge', 'outline', 'outreach_list', 'people_list', 'pictures',
    'plan_file.appendix', 'plan_file.head', 'plan_file.plain', 'posted_list', 'quota', 'reorganisation', 'schedule',
    'schedule.reader', 'table_reading', 'text', 'word')


@dataclass(frozen=True)
class Outcome:
    """``value``: what the function returned, or the code of the error that it raised."""

    value: object
    seconds: float = 0
    mib: float = 0


class Bounded:

    def __init__(self):
        self.server = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __call__(self, name, *arguments):
        """Call ``module.function`` of `tools/`; raise MemoryError, TimeoutError where it takes too much."""
        pickle.dump((name, arguments), self.server.stdin)
        self.server.stdin.flush()
        outcome = pickle.load(self.server.stdout)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome.seconds > SECONDS:
            raise TimeoutError(f"{name}: {outcome.seconds:.1f} s")
        return outcome

    def close(self):
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()


def serve(requests, answers):
    while True:
        try:
            name, arguments = pickle.load(requests)
        except EOFError:
            return
        module, _, function = name.rpartition('.')
        function = getattr(import_module(f'cchc_propaganda.tools.{module}'), function)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            with contextlib.suppress(MemoryError), open(writing, 'wb') as pipe:
                pickle.dump(outcome_of(function, arguments), pipe)
            os._exit(0)
        os.close(writing)
        with open(reading, 'rb') as pipe:
            answer = pipe.read()
        _, status, used = os.wait4(child, 0)
        if os.WIFSIGNALED(status):
            answer = pickle.dumps(TimeoutError(f"{name}: ended after {used.ru_utime + used.ru_stime:.1f} s"))
        answers.write(answer or pickle.dumps(MemoryError(f"{name}: more than {MIB} MiB")))
        answers.flush()


def outcome_of(function, arguments):
    pages = int(Path('/proc/self/statm').read_text().split()[0])
    most = pages * resource.getpagesize() + MIB * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 1))     # the kernel counts in coarse steps
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        value = function(*arguments)
    except MemoryError as error:
        return MemoryError(str(error))
    except Exception as error:      # noqa: BLE001 - whatever it raises is the outcome
        if any(isinstance(cause, MemoryError) for cause in causes(error)):
            return MemoryError(f"hidden behind {error!r}")
        value = getattr(error, 'code', None) or getattr(error, 'reason', None)
        if value is None:
            return RuntimeError(repr(error))
    after = resource.getrusage(resource.RUSAGE_SELF)
    return Outcome(value, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                   (after.ru_maxrss - before.ru_maxrss) / 1024)


def causes(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


if __name__ == '__main__':
    import bounded  # under the name by which the other side knows its classes

    package = types.ModuleType('cchc_propaganda')       # without its __init__, which imports Odoo
    package.__path__ = [str(Path(__file__).resolve().parents[1] / 'cchc_propaganda')]
    sys.modules['cchc_propaganda'] = package
    for tool in TOOLS:
        import_module(f'cchc_propaganda.tools.{tool}')
    bounded.serve(sys.stdin.buffer, sys.stdout.buffer)

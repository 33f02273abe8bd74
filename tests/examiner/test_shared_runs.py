"""Runs that go on from one check to the next: they cost a program nothing, and win it nothing."""

import contextlib

import pytest

from conftest import ROOT
from grader.course.layout import Target
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.launch import launcher
from grader.launch.channel import CLOSED

HTTP = Target("01_hello", "http_tasks")
SOLUTION = (ROOT / "solutions" / HTTP.file).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def started():
    with contextlib.closing(launcher()) as chosen:
        yield chosen


@pytest.fixture
def runs(monkeypatch):
    """The programs that were started."""
    made = []
    start = Examination.start

    def counted(self, *words, **named):
        made.append(start(self, *words, **named))
        return made[-1]

    monkeypatch.setattr(Examination, "start", counted)
    return made


def judge(target, source, launched, chosen=None):
    files = {f"{target.program}.py": source.encode()}
    names = chosen and frozenset(chosen.split())
    return examine(Job(target, files, None, 1, names), launched)


def lost(result):
    return [check.id.partition("::")[2] for check in result.checks if check.outcome != "passed"]


@pytest.mark.long
def test_all_calls_share_a_run_where_nothing_can_be_kept(started, runs):
    assert judge(HTTP, SOLUTION, started).score == 20
    assert len(runs) == 1


KEEPS = """
import requests
seen = []
def get_json(url):
    seen.append(url)
    print("call", len(seen))
    return requests.get(url, timeout=5).json()
"""


def test_each_call_has_a_run_where_something_may_be_kept(started, runs):
    result = judge(HTTP, KEEPS, started, "get_json_takes_any_value")
    assert result.score == 1 and result.checks[0].output == "call 1"
    assert len(runs) == 8


@pytest.mark.parametrize(
    "state",
    ["seen = []", "if __name__ != '__main__':\n    seen = []"],
    ids=["plain", "under a guard"],
)
def test_calls_cannot_be_counted(started, state):
    source = f"""
import requests
{state}
def login(url, user, password):
    seen.append(url)
    requests.get(url, auth=(user, password), timeout=5)
    return len(seen) == 1
"""
    chosen = "login_accepted login_refused"
    assert lost(judge(HTTP, source, started, chosen)) == ["login_refused"]


@pytest.mark.long
def test_after_a_lost_check_each_function_has_runs_of_its_own(started, runs):
    source = SOLUTION.replace("timeout=TIMEOUT).content", "timeout=TIMEOUT).text")
    assert source != SOLUTION
    assert lost(judge(HTTP, source, started)) == ["get_bytes"]
    # one for get_text, one in which get_bytes is judged once more, and five for the others
    assert len(runs) == 1 + 1 + 5


NEEDS_ANOTHER = """
import requests
def login(url, user, password):
    global session
    session = requests.Session()
    return session.get(url, auth=(user, password), timeout=5).status_code == 200
def carry_cookies(first, second):
    session.get(first, timeout=5)
    return session.get(second, timeout=5).text
"""


def test_no_function_finds_what_another_one_has_left(started):
    chosen = "login_accepted login_refused carry_cookies"
    assert lost(judge(HTTP, NEEDS_ANOTHER, started, chosen)) == ["carry_cookies"]


@pytest.mark.long
def test_a_lost_check_ends_the_run_for_the_next_one(started, runs):
    source = "import requests\ndef get_json(url):\n    return requests.get(url, timeout=5).json"
    assert len(lost(judge(HTTP, source, started, "get_json get_json_takes_any_value"))) == 2
    assert len(runs) == 2


def test_nothing_goes_on_when_the_examination_is_over(started, runs):
    judge(HTTP, SOLUTION, started, "get_json")
    assert [run.channel.fileno() for run in runs] == [CLOSED]

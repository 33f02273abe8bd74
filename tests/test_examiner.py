"""One job: what a check may ask of its examination, and what is made of what it raised."""

import pytest

from grader.course import layout
from grader.examiner import session as examiner
from grader.failures.errors import Mismatch, NotHere, NotStarted
from grader.launch.program import OutOfTime
from grader.report import ProgramResult
from grader.scratch import make, remove

TARGET = layout.Target("02_rough_seas", "tcp_server")


class Launched:
    """A launched program that remembers whether it was ended."""

    def __init__(self, path):
        self.folder, self.command = path.rpartition("/")[0], ["tcp_server.py"]
        self.closed = False

    def close(self):
        self.closed = True


class Supervisor:
    def start(self, path, arguments, **rest):
        return Launched(path)


@pytest.fixture
def examination():
    folder = make()
    job = examiner.Job(TARGET, {"tcp_server.py": b""}, None, 1)
    examination = examiner.Examination(job, Supervisor(), folder)
    examination.begin("some_check")
    yield examination
    examination.end()
    remove(folder)


def checks():
    return layout.checks(TARGET)


def test_what_a_machine_lacks_costs_no_points(examination):
    *others, unix = sorted(checks(), key=lambda check: check.name == "serves_a_unix_socket")
    results = [examination.judge(check, None) for check in others]
    results.append(examination.judge(unix, NotHere("this system has no such sockets")))
    program = ProgramResult.of("tcp_server", TARGET.file, results)
    assert results[-1].outcome == "not_run" and "no such sockets" in results[-1].message
    assert (program.status, program.score, program.max_score) == ("passed", 19, 19)


def test_files_lie_beside_the_program(examination):
    folder = examination.prepare({"data.bin": b"abc"})
    program = examination.start()
    assert program.folder == folder
    with open(f"{folder}/data.bin", "rb") as file:
        assert file.read() == b"abc"
    assert examination.start().folder != folder
    assert program.closed


def test_play_is_played_once(examination):
    plays = []

    def play():
        plays.append(examination.start())
        examination.transcript.step("played")
        return "outcome"

    assert examination.once(play) == "outcome"
    examination.begin("another_check")
    own = examination.start()
    assert examination.once(play) == "outcome"
    assert plays == [examination.program]
    assert own.closed, "two programs of one check would both be under way"
    assert examination.transcript.steps[-1] == "played"


def test_failed_play_fails_each_check_that_looks_at_it(examination):
    def play():
        raise Mismatch("as it was")

    for name in ("one", "two"):
        examination.begin(name)
        with pytest.raises(Mismatch, match="as it was"):
            examination.once(play)


def test_passed_knows_only_this_jobs_passed_checks(examination):
    first, second, *_ = checks()
    examination.results.append(examination.judge(first, None))
    examination.results.append(examination.judge(second, Mismatch("no")))
    assert examination.passed(first.name) and not examination.passed(second.name)


def test_program_that_takes_for_ever_has_failed(examination):
    """However slowly it does just enough: it is not the grader that made a mistake."""
    result = examination.judge(checks()[0], OutOfTime())
    assert result.outcome == "failed" and "30 seconds" in result.message


def test_program_may_wait_until_its_last_moment(examination):
    examination.begin("some_check")
    assert examination.start().last_moment == examination._last_moment


def test_unfinished_part_of_a_program_stops_no_other_check(examination):
    first, second, third, *_ = checks()
    examination.results.append(examination.judge(first, None))
    examination.results.append(examination.judge(second, NotStarted(whole=True)))
    assert [result.outcome for result in examination.results] == ["passed", "not_started"]
    assert examination.judge(third, None).outcome == "passed"

"""One job: what a check may ask of its examination, and what is made of what it raised."""

import pickle

import pytest

from grader.course import checks as course_checks
from grader.course import layout
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.failures.errors import Mismatch, NotHere, NotStarted, Unseen
from grader.launch.network import SharedNetwork
from grader.launch.program import OutOfTime
from grader.report import ProgramResult
from grader.scratch import make, remove
from samples import words

TARGET = layout.Target("02_rough_seas", "tcp_server")


class Launched:
    """A launched program that remembers whether it was ended."""

    def __init__(self, folder):
        self.folder, self.command = folder, ["tcp_server.py"]
        self.closed = False

    def close(self):
        self.closed = True


class Supervisor:
    def __init__(self):
        self.room = make()

    def network(self):
        return SharedNetwork()

    def start(self, folder, file, arguments, **rest):
        return Launched(folder)


@pytest.fixture
def examination():
    supervisor = Supervisor()
    job = Job(TARGET, {"tcp_server.py": b""}, None, 1)
    examination = Examination(job, supervisor)
    examination.begin("some_check")
    yield examination
    examination.end()
    remove(supervisor.room)


def judge(examination, check, raised):
    """Let a check raise this, or nothing; its result."""
    examination.verdicts.add(check, raised, examination.scene, seconds=0.5)
    return examination.verdicts.complete((check,))[0]


def checks():
    return course_checks.load(TARGET)


def test_what_a_machine_lacks_costs_no_points(examination):
    *others, unix = sorted(checks(), key=lambda check: check.name == "serves_a_unix_socket")
    results = [judge(examination, check, None) for check in others]
    results.append(judge(examination, unix, NotHere("this system has no such sockets")))
    program = ProgramResult.of("tcp_server", TARGET.file, results)
    assert results[-1].outcome == "not_run" and "no such sockets" in results[-1].message
    assert (program.status, program.score, program.max_score) == ("passed", 19, 19)


def test_files_lie_beside_the_program(examination):
    folder = examination.prepare({"data.bin": b"abc"})
    program = examination.start()
    assert program.folder == folder
    with open(folder.join("data.bin").outside, "rb") as file:
        assert file.read() == b"abc"
    assert examination.start().folder != folder
    assert program.closed


def test_play_is_played_once(examination):
    plays = []

    def play():
        plays.append(examination.start())
        examination.scene.transcript.step("played")
        return "outcome"

    assert examination.once(play) == "outcome"
    examination.begin("another_check")
    own = examination.start()
    assert examination.once(play) == "outcome"
    assert plays == [examination.scene.program]
    assert own.closed, "two programs of one check would both be under way"
    assert examination.scene.transcript.steps[-1].endswith("  played")


def test_plays_of_two_functions_are_two_plays(examination):
    def of(outcome):
        def play():
            return outcome

        return play

    def other():
        def play():
            return "other"

        return play

    assert examination.once(of("one")) == "one"
    assert examination.once(other()) == "other"


def test_failed_play_fails_each_check_that_looks_at_it(examination):
    def play():
        raise Mismatch("as it was")

    for name in ("one", "two"):
        examination.begin(name)
        with pytest.raises(Mismatch, match="as it was"):
            examination.once(play)


def test_passed_knows_only_this_jobs_passed_checks(examination):
    first, second, *_ = checks()
    judge(examination, first, None)
    judge(examination, second, Mismatch("no"))
    assert examination.passed(first.name) and not examination.passed(second.name)


def test_program_that_takes_for_ever_has_failed(examination):
    """However slowly it does just enough: it is not the grader that made a mistake."""
    result = judge(examination, checks()[0], OutOfTime())
    assert result.outcome == "failed" and "180 seconds" in result.message
    assert examination.verdicts.seconds < 60  # and no other check may last as long


def test_program_may_wait_until_its_last_moment(examination):
    examination.begin("some_check")
    assert examination.start().last_moment == examination.last_moment


def test_unfinished_part_of_a_program_stops_no_other_check(examination):
    first, second, third, *_ = checks()
    judge(examination, first, None)
    assert judge(examination, second, NotStarted(whole=True)).outcome == "not_started"
    assert judge(examination, third, None).outcome == "passed"


def test_worst_case_tells_its_story_and_seconds_add_up(examination):
    first, *_ = checks()
    for number, raised in enumerate([None, Mismatch("no"), Mismatch("never"), None]):
        examination.begin(f"case {number}")
        examination.scene.transcript.step(f"case {number}")
        result = judge(examination, first, raised)
    assert (result.outcome, result.message) == ("failed", "no")
    assert words(result.steps) == ["case 1"]
    assert result.seconds == 2.0


def test_stub_is_settled_by_one_case(examination):
    first, second, *_ = checks()
    judge(examination, first, NotStarted(whole=True))
    assert examination.verdicts.is_settled(first)
    assert not examination.verdicts.is_settled(second)
    assert judge(examination, second, None).outcome == "not_started"


@pytest.mark.parametrize("fault", [KeyError("ours"), NotHere("none here")])
def test_what_is_not_the_learners_fault_blocks_at_no_cost(examination, fault):
    first, second, third = ("one", ()), ("two", "one"), ("three", "two")
    first, second, third = (made_check(*words) for words in (first, second, third))
    judge(examination, first, fault)
    assert judge(examination, second, None).max_points == 0
    assert judge(examination, third, None).max_points == 0


def test_learners_own_failure_costs_what_it_blocks(examination):
    judge(examination, made_check("ours"), KeyError("ours"))
    judge(examination, made_check("theirs"), Mismatch("no"))
    result = judge(examination, made_check("after", ("ours", "theirs")), None)
    assert (result.max_points, result.blocked_by) == (3, f"{TARGET}::theirs")


def test_what_cannot_be_seen_is_blocked_by_what_has_shown_it(examination):
    judge(examination, made_check("shows"), Mismatch("no"))
    result = judge(examination, made_check("later"), Unseen("shows"))
    assert (result.outcome, result.blocked_by) == ("not_run", f"{TARGET}::shows")
    judge(examination, made_check("passed"), None)
    assert judge(examination, made_check("wrong"), Unseen("passed")).outcome == "error"


def test_what_a_probe_has_shown_is_no_guess():
    failure = Mismatch("no", diagnosis="perhaps")
    assert not failure.is_established
    failure.establish("so it is")
    assert (failure.diagnosis, failure.is_established) == ("so it is", True)


def made_check(name, needs=()):
    needs = (needs,) if isinstance(needs, str) else needs
    return course_checks.Check(name, 3, needs, name, ())


def test_job_travels(examination):
    assert pickle.loads(pickle.dumps(examination.job)) == examination.job


def test_long_values_show_the_part_that_differs(examination):
    def shown(expected, received):
        failure = Mismatch("no", expected=expected, received=received)
        result = examination.verdicts.judge(checks()[0], failure, examination.scene)
        return result.expected, result.received

    for text in ("x" * 3000, "['" + "y, " * 900):
        one, two = shown(text + "one" + "z" * 500, text + "two" + "z" * 500)
        assert "one" in one and "two" in two
        assert f"… {len(text) - 200} before … " in one
        assert len(one) < 450
    one, two = shown("short", "x" * 900)
    assert (one, len(two)) == ("short", 400)


def test_what_is_not_unseen_after_all_is_judged_as_it_was_seen(examination):
    """A check that says so of itself, or of one that was passed, is no mistake of ours."""
    try:
        try:
            raise Mismatch("seen")
        except Mismatch:
            raise Unseen(checks()[0].name) from None
    except Unseen as error:
        result = examination.verdicts.judge(checks()[0], error, examination.scene)
    assert (result.outcome, result.message) == ("failed", "seen")

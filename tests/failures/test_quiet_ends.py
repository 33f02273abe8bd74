"""What is said of a program that came to its end without an error, although more was to be done."""

from types import SimpleNamespace

import pytest

from grader.failures.ended import of_quiet_end

QUIET = SimpleNamespace(status=0, traceback="", stderr=SimpleNamespace(text=""))
QUIET.folder, QUIET.command = SimpleNamespace(inside="/room"), ["tcp_server.py"]


def program(body):
    return f"try:\n    serve()\nexcept OSError as error:\n    {body}\n"


@pytest.mark.parametrize("body", ["pass", "failed = True", "'what came is thrown away'"])
def test_except_that_tells_nothing_is_named(body):
    assert "The except in line 3 prints nothing" in of_quiet_end(QUIET, program(body))


@pytest.mark.parametrize(
    "body", ["print(error)", "raise", "log.warning('%s', error)", "why(error)", "last = error"]
)
def test_except_that_may_tell_is_not(body):
    assert of_quiet_end(QUIET, program(body)) == "It came to its end, and no error left it."


def test_first_of_several_is_named():
    source = program("print(error)") + program("pass") + program("pass")
    assert "line 7 " in of_quiet_end(QUIET, source)


@pytest.mark.parametrize("source", ["except:", "x = '\0'", "(" * 300])
def test_source_that_cannot_be_read_has_none(source):
    assert of_quiet_end(QUIET, source) == "It came to its end, and no error left it."

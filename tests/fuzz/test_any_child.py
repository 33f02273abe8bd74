"""Whatever a learner's process sends in the place of results: a value, or a failure of its own."""

import contextlib
import json
import os
import socket
import struct
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Acting, Hasty, Running

from grader.failures.errors import Failure, NotStarted
from grader.jail import stacks
from grader.jail.program import values as sent_values
from grader.launch.channel import SocketChannel
from grader.launch.network import SharedNetwork
from grader.launch.program import Program
from grader.peers.http import values
from grader.peers.http.call import call
from grader.peers.http.script import Response, Site
from grader.peers.http.values import Returned
from grader.peers.scene import Scene
from grader.peers.transcript import Transcript
from grader.scratch import Folder
from grader.text import printable
from strategies import cuts, texts

URL = "http://x.test/"
KEYS = (
    *("type", "value", "truth", "remarks", "kept", "kind", "functions", "families", "text", "file"),
    *("inside", "signature", "traceback", "went_round", "ended", "line", "method", "url"),
    *("headers", "body", "is", "data", "items", "kinds", "shown", "name"),
)
WORDS = (
    *("returned", "raised", "unloadable", "missing", "request", "connect", "loaded", "passed"),
    *(
        "bytes",
        "dict",
        "exception",
        "other",
        "kept",
        "tuple",
        "endless",
        "asked",
        "exit",
        "shadowed",
    ),
    *("GET", URL, "http://[x", "http://x.test:a/", "//", "AA==", "A", "Basic AA==", "SyntaxError"),
    *("NotImplementedError", "requests.exceptions.ConnectionError", "KeyError", "/scratch/a.py"),
    'Traceback (most recent call last):\n  File "/scratch/http_tasks.py", line 3, in x\n    y\nE: z',
)
LEAVES = st.one_of(
    st.sampled_from(WORDS),
    texts,
    st.none() | st.booleans() | st.integers(-3, 3),
    st.sampled_from([10**4000, 1e308, float("inf"), -0.0]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)
# A message that is nearly right: each of its fields may be of another kind.
NAMES_OF_CLASSES = st.lists(st.sampled_from(WORDS) | texts, max_size=3)
MESSAGES = st.fixed_dictionaries(
    {"type": st.sampled_from(WORDS)},
    optional={
        "value": VALUES,
        "truth": VALUES,
        "remarks": VALUES | st.lists(st.tuples(texts, texts, st.integers()), max_size=2),
        "kept": VALUES,
        "kind": VALUES,
        "functions": VALUES | NAMES_OF_CLASSES,
        "families": VALUES | NAMES_OF_CLASSES,
        "text": VALUES,
        "file": VALUES,
        "inside": VALUES,
        "signature": VALUES,
        "traceback": VALUES,
        "went_round": VALUES,
        "ended": VALUES | st.fixed_dictionaries({"type": st.sampled_from(WORDS), "line": VALUES}),
        "method": VALUES,
        "url": VALUES,
        "headers": VALUES | st.lists(st.tuples(texts, texts), max_size=3),
        "body": VALUES,
    },
)
FRAMES = st.lists(MESSAGES | VALUES, max_size=3)


class Called(Running):
    """As much of a module's process as a call looks at; it has ended when it says no more."""

    def __init__(self, channel: SocketChannel) -> None:
        self.channel, self.status, self.too_much = channel, 0, None
        self.folder, self.command, self.traceback = Folder.at("/scratch"), ["http_tasks.py"], None
        self.stderr = type("Output", (), {"text": ""})

    def wait_for_end(self, deadline: float) -> bool:
        self.ended = True
        return True


def framed(message: object) -> bytes:
    data = json.dumps(message).encode()
    return struct.pack("!I", len(data)) + data


def outcome(pieces: list[bytes]) -> Returned | tuple[object, ...]:
    """What a call comes to whose process sends these pieces and goes."""
    near, far = socket.socketpair()
    site = Site()
    site.page(URL, lambda request: Response(200, b"page"))
    with near, far:
        here = Scene(Transcript(), Hasty(), SharedNetwork())
        here.program = cast(Program, Called(SocketChannel(near)))
        sends = [lambda piece=piece: far.sendall(piece) for piece in pieces]
        Acting(here, *sends, lambda: far.shutdown(socket.SHUT_WR))
        try:
            return call(here, "get_text", [URL], site=site)
        except (Failure, NotStarted) as failure:
            said = vars(failure)
            assert isinstance(said.get("message", ""), str)
            assert isinstance(said.get("diagnosis"), str | None)
            return type(failure), said.get("message"), said.get("diagnosis")


@given(FRAMES, st.data())
def test_any_messages_are_a_result_or_a_failure(messages, data):
    sent = b"".join(map(framed, messages))
    whole = outcome([sent] if sent else [])
    assert outcome(data.draw(cuts(sent))) == whole or whole != whole  # of NaN and the like
    if isinstance(whole, Returned):
        assert whole.shown() == printable(whole.shown())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(JSON_VALUES)
def test_a_value_is_the_same_behind_the_channel(value):
    """What the child tags is read by the grader, and the other way round."""
    returned = json.loads(json.dumps(sent_values.tagged(value)))
    if "inf" not in repr(value):
        assert values.untagged(returned) == value
    argument = json.loads(json.dumps(values.tagged(value)))
    assert sent_values.untagged(argument, {}) == value


@given(VALUES)
def test_any_value_that_comes_is_a_value_or_refused(value):
    with contextlib.suppress(KeyError, TypeError, ValueError):
        assert isinstance(values.show(values.untagged(value)), str)
    assert 1 <= values.depth(value) <= values.DEEPEST + 1


# ------------------------------------------------------------------ where it stands

STACK = (
    *("Thread 0x00007f0000000000 (most recent call first):\n", "Current thread 0xffff:\n"),
    *('  File "/run/a.py", line 3 in main\n', '  File "/run/../x", line 9999999 in recv\n'),
    *(
        '  File "/usr/lib/socket.py", line 7 in accept\n',
        "  ...\n",
        '  File "',
        "\n",
        "in <module>\n",
    ),
)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    yield reading, writing
    os.close(reading)
    os.close(writing)


@given(st.lists(st.sampled_from(STACK) | texts, max_size=12).map("".join))
def test_any_text_for_a_stack_is_passed_over_or_read(pipe, monkeypatch_of_kill, said):
    reading, writing = pipe
    monkeypatch_of_kill(
        lambda *_: os.write(writing, said.encode("utf-8", "replace")[:60_000] or b"x")
    )
    for stand in stacks._ask_one(os.getpid(), 0, reading, "/run"):
        assert 0 <= stand["line"] < 10**7 and len(stand["file"]) <= 100
        assert not stand["file"].startswith("/")


@pytest.fixture
def monkeypatch_of_kill(monkeypatch):
    """Have a function take the place of the signal that asks a program, and wait less for more."""
    monkeypatch.setattr(stacks, "LONGEST", 0.05)
    return lambda instead: monkeypatch.setattr(stacks.os, "kill", instead)

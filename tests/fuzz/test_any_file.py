"""Any bytes in the files that are ours, and at the keyboard: something is read, or nothing, and that is all."""

import asyncio
import json
import os
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import state
from grader.byhand import typed
from grader.course import hints, layout
from grader.gradebook.store import unpacked
from strategies import pieces_of, texts

CHECK = "01_hello/tcp_server::answers_hi"
NUMBERS = st.integers(-3, 9) | st.sampled_from([10**400, 1.5, "1", None, True])
STATES = st.fixed_dictionaries(
    {},
    optional={
        "hints": st.dictionaries(st.sampled_from([CHECK, "x"]) | texts, NUMBERS, max_size=2)
        | NUMBERS,
        "run": st.none()
        | NUMBERS
        | st.fixed_dictionaries(
            {
                "seed": NUMBERS,
                "submission": texts,
                "failed": st.lists(texts | st.just(CHECK), max_size=2),
                "passed": st.lists(texts | NUMBERS, max_size=2),
                "language": texts,
            }
        ),
    },
).map(lambda content: json.dumps(content).encode())


@given(STATES | st.binary(max_size=60))
def test_any_state_gives_a_hint(content):
    file = state._file(layout.ROOT)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    run = state.last(layout.ROOT)
    assert run is None or isinstance(run.seed, int)
    assert hints.next_hint(CHECK, Path("/nowhere"))
    assert state.hints_given(layout.ROOT, CHECK) >= 1


@given(st.binary(max_size=80))
def test_any_content_is_a_report_or_damage(content):
    with pytest.raises(ValueError):
        unpacked(content)


LINES = st.lists(
    st.sampled_from([b"hello", b"\n", b"\r\n", b"\xff", "你".encode(), b"x" * 40])
    | st.binary(max_size=6),
    max_size=9,
).map(b"".join)


@given(pieces_of(LINES))
def test_lines_are_typed_in_any_pieces(pieces):
    complaints: list[str] = []
    left = list(pieces)

    def read(descriptor: int, size: int) -> bytes:
        return left.pop(0) if left else b""

    async def all_lines() -> list[str]:
        return [line async for line in typed.Typed(complaints.append)]

    with patch.object(os, "read", read), patch.object(typed, "LONGEST_LINE", 60):
        came = asyncio.run(all_lines())
    right, wrong = [], 0
    *whole, rest = b"".join(pieces).split(b"\n")
    for line in [*whole, *([rest] if rest else [])]:
        try:
            text = line.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            wrong += 1
            continue
        right.append(text)
    if all(len(line) <= 60 for line in (*whole, rest)):  # else one may be left out
        assert (came, len(complaints)) == (right, wrong)
    assert set(came) <= set(right)


@given(
    st.lists(
        st.sampled_from([b"\x1b[A", b"\x1bOB", b"\x1b[6~", b"q", b"\x1b", b"[", b"\xff"]),
        max_size=9,
    )
)
def test_any_keys_have_a_name_or_none(keys):
    terminal = pytest.importorskip("grader.watching.terminal")
    names = [terminal._name(key) for key in terminal.KEY.findall(b"".join(keys))]
    assert len(names) <= sum(map(len, keys))
    assert all(name in ("", *terminal.NAMES.values()) or len(name) == 1 for name in names)

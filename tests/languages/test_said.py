"""What tables hold is translated by whoever shows it, seen in a language that puts each message in brackets."""

import re

import pytest

from grader import i18n
from grader.examiner import verdict
from grader.failures import ended
from grader.failures.diagnosis import addresses, contents, parts, prints, texts
from grader.failures.diagnosis.calls import Came, of_value
from grader.failures.diagnosis.death import Around
from grader.failures.diagnosis.deaths import of_death
from grader.failures.diagnosis.frames import ANSWERS, of_frame, of_lost_time
from grader.failures.errors import NOTHING
from grader.launch import where

TO_IT = "sock.sendto(b'x', ('127.0.0.1', 80))"
CLIENT = Around("client", "udp", ("127.1.2.3", "70"), source=TO_IT)
STOP = where.Stop("a.py", 3, "recv", False, "thread", "recv(1)")
SAID = {
    "row of a table": lambda: of_death("RuntimeError", "can't start new thread"),
    "row that always applies": lambda: of_death("KeyboardInterrupt", ""),
    "error of the system": lambda: of_death("OSError", "[Errno 90] Message too long"),
    "sentence after another": lambda: of_death("OSError", "[Errno 107]", "x.recv(1)"),
    "number of a count": lambda: of_death("ValueError", "negative buffersize in recv"),
    "call with an address": lambda: of_death("OSError", "[Errno 98]", TO_IT, CLIENT),
    "old Python": lambda: of_death("SyntaxError", "Missing parentheses in call to 'print'."),
    "frame": lambda: of_frame(b"abc", b"\0\0\0\7ready x", ANSWERS),
    "time": lambda: of_lost_time("sock.recv(1)"),
    "form": lambda: parts.of_form({"a": ""}, {}, b"x", None),
    "form elsewhere": lambda: parts.of_form({"a": ""}, None, b"", "query"),
    "value": lambda: of_value(Came("x", None, ("coroutine", ""))),
    "response": lambda: of_value(Came(b"x", None, ("Response", ""))),
    "bytes": lambda: contents.of_changed_bytes(b" a", b"a"),
    "text": lambda: contents.of_changed_text(" a", "a"),
    "encoding": lambda: texts.encoded_otherwise("aé", b"a?"),
    "print": lambda: prints.of_print("abcdef", "xyz"),
    "order": lambda: addresses.of_missing(["1.2.3.4", "1.2.3.5"], "1.2.3.5\n1.2.3.4")[1],
    "status": lambda: ended.status_in_words(-9),
    "nothing": lambda: verdict._shown(NOTHING),
    "place": lambda: where.told([STOP, STOP]),
}


@pytest.mark.parametrize("name", SAID)
def test_tables_are_said_where_they_are_shown(monkeypatch, name):
    monkeypatch.setattr(i18n, "_said", lambda domain, text: text and f"⟦{text}⟧")
    told, before = SAID[name](), ""
    assert told and "⟦" in told
    while told != before:  # a message may be the field of another one
        told, before = re.sub(r"⟦[^⟦⟧]*⟧", "", told), told
    assert not told.strip()

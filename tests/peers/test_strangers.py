"""What a program made is parsed under bounds: nothing that it holds raises, and nothing is slow.

What is slow is told by the processor's time for an input whose size makes a parser take minutes
that goes over it once more for each of its parts. So the bound is far from both: a machine that
is busy with other things does not come near it, and such a parser always goes beyond it.
"""

import tempfile
import time
import urllib.parse
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from variants import first_at_once

from grader.examiner.examination import LARGEST_SOURCE, WIDEST_LINE
from grader.failures.diagnosis import (
    calls,
    differences,
    leaving,
    parts,
    prints,
    raised,
    sums,
    texts,
)
from grader.failures.diagnosis.death import Around
from grader.failures.diagnosis.deaths import of_death
from grader.failures.diagnosis.deaths_of_names import NAMES, SYNTAX
from grader.failures.diagnosis.deaths_of_sockets import SOCKETS
from grader.failures.diagnosis.deaths_of_values import VALUES
from grader.failures.diagnosis.raised import of_exception
from grader.failures.tracebacks import last_trace
from grader.launch import where
from grader.peers.http import forms, mistakes
from grader.peers.http.script import MOST_BODY, MOST_HEAD, Request
from grader.peers.sum_answers import FREE, LONGEST, LONGEST_FREE, AnswerForm
from grader.peers.sums import RequestForm, request_form
from grader.peers.tcp.framing import heard
from grader.peers.tcp.probes import KeptSilent, Woken
from grader.subjects import base
from grader.subjects.answers import form_of
from grader.subjects.functions import MOST_SOURCE
from grader.subjects.tasks import lock, members, posting, searching

SECONDS = 3.0  # of the processor; a second look at each part of a megabyte takes minutes


def assert_quick(function, *arguments):
    began = time.process_time()
    outcome = function(*arguments)
    assert time.process_time() - began < SECONDS
    return outcome


# ------------------------------------------------------------------ requests

URL = "http://host.test/page"
HEADER_NAMES = ("content-type", "cookie", "authorization", "content-length", "range", "ß", "x")
# Pieces of which headers, heads of parts and bodies are made: what has a meaning to a parser.
PIECES = (
    *("multipart/form-data", "application/x-www-form-urlencoded", "application/json", "form-data"),
    *("boundary", "name", "filename", "charset", "Content-Disposition: ", "Content-Type: "),
    *("idna", "utf-8", "zlib", "rot13", "unicode_escape", "undefined", "utf-7", "mbcs", "\0"),
    *(
        "*=",
        "*0*=",
        "*1=",
        "*" + "9" * 5000 + "*=",
        "=",
        ";",
        "; ",
        '"',
        "\\",
        "'",
        "''",
        "%",
        "%ff%fe",
    ),
    *("=?idna?b?", "=?utf-8?q?", "?=", "&#x110000;", "&#" + "9" * 5000 + ";", "&", "+", ":", " "),
    *(
        "\r\n",
        "\n",
        "--x",
        "--x--",
        "x",
        "\x85",
        "\u2028",
        "\udcff",
        "Basic ",
        "Digest ",
        "AA==",
        "=",
    ),
    *("[" * 2000, "{", '{"a":', "9" * 5000, "1e999", "NaN", "[[]]", "你", "\ud800"),
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
MULTIPART = TEXT.map(lambda text: "multipart/form-data; boundary=x" + text)
HEADERS = st.dictionaries(st.sampled_from(HEADER_NAMES), TEXT | MULTIPART, max_size=4)
BODIES = TEXT.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=80)


@st.composite
def requests(draw):
    body = draw(BODIES)
    if draw(st.booleans()):  # something in the form of parts
        body = b"--x\r\n" + body + b"\r\n\r\ny\r\n--x--"
    return Request("POST", f"{URL}?{draw(TEXT)}", draw(HEADERS), body)


def look_at(request):
    """All that is looked at in a request, whichever task it is for."""
    wanted = {"user": "a b", "password": "c:&"}
    forms.fields(request), forms.parts(request), forms.as_json(request), request.note()
    request.cookies(), request.credentials(), request.address
    if forms.boundary(request):
        forms.is_closed(request), mistakes.of_framing(request)
    mistakes.of_form(request, wanted), mistakes.of_cookie("a", "b", request)
    mistakes.of_no_multipart(request, b"data")
    mistakes.of_upload("你 a.txt", b"data", request, "/folder/你 a.txt")
    members.has_fields(request, wanted)
    for kind in ("form", "query", "json", "text"):
        received = posting.fields_of(request, kind)
        parts.of_form(wanted, received, request.body, None)
    parts.of_headers({"X-a": "b"}, request.headers, request.body)
    parts.of_cookies({"a": "b"}, request.cookies(), request.headers, request.url)
    place = lock.place_of(request, "s", "e")
    lock.shown(request, request.headers.get("authorization", ""), place)
    parts.of_credentials(
        request.headers.get("authorization", ""), "s:e", place, request.credentials()
    )
    query = urllib.parse.urlsplit(request.url).query
    for in_body in (False, True):
        received = searching.said(request, in_body)
        asked = [("q", "a b"), ("q", "c"), ("p", "")]
        mistakes.of_query(asked, received, query)
        mistakes.differing(asked, received), mistakes.asked_for(asked, received)


@given(requests())
def test_nothing_in_a_request_raises(request):
    look_at(request)


LONG_TYPES = {
    "parameters": "multipart/form-data; boundary=x" + ';a="\\"',
    "continuations": "multipart/form-data; boundary*0=x;boundary*1*=",
    "semicolons": "multipart/form-data; boundary=x;;;",
    "cookies": "a=b; ",
    "words": "=?utf-8?q?a?= ",
    "base64": "Basic AAAA",
}
LONG_BODIES = {
    "ends": b"\r\n--x",
    "heads": b"\r\n--x\r\nContent-Disposition: form-data; name=" + b'";' * 2000 + b"\r\n\r\ny",
    "names": b'\r\n--x\r\nContent-Disposition: form-data; filename="' * 3 + b"\r\n\r\ny",
    "quotes": b'--x\r\nContent-Disposition: form-data; name="' + b'";' * 100_000,
    "encoded words": b"\r\n--x\r\nContent-Disposition: form-data; filename==?utf-8?q?a?= \r\n\r\n",
    "fields": b"&a=%ff+",
    "brackets": b"[",
    "objects": b'{"a":',
    "digits": b"9",
}


def filled(piece, size):
    return (piece * (size // len(piece) + 1))[:size]


PAIRS = [(kind, "heads") for kind in LONG_TYPES] + [("parameters", body) for body in LONG_BODIES]


@pytest.mark.parametrize("kind, body", PAIRS)
def test_nothing_in_a_request_is_slow(kind, body):
    """As large as a request can be that is looked at."""
    long = filled(LONG_TYPES[kind], MOST_HEAD // 2)
    for declared in (long, "multipart/form-data; boundary=x"):
        headers = {"content-type": declared, "cookie": long, "authorization": long}
        url = f"{URL}?{filled('&a=%ff+', MOST_HEAD // 2)}"
        body_of_it = filled(LONG_BODIES[body], MOST_BODY)
        assert_quick(look_at, Request("POST", url, headers, body_of_it))


def test_a_form_of_more_parts_than_any_has_none():
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    for times, found in ((1, 1), (forms.MOST_PARTS, forms.MOST_PARTS), (forms.MOST_PARTS + 1, 0)):
        headers = {"content-type": "multipart/form-data; boundary=x"}
        request = Request("POST", URL, headers, part * times + b"--x--")
        assert len(forms.parts(request)) == found


def test_a_name_of_the_longest_file_is_read_however_it_is_written():
    name = "你" * 85 + ".txt"
    for written in (
        f"filename=\"{name}\"; filename*=utf-8''{urllib.parse.quote(name)}",
        f'filename="{name.encode("ascii", "xmlcharrefreplace").decode()}"',
        f'filename="{urllib.parse.quote(name)}"',
    ):
        head = f'--x\r\nContent-Disposition: form-data; name="file"; {written}\r\n'
        headers = {"content-type": "multipart/form-data; boundary=x"}
        body = head.encode() + b"Content-Type: text/plain\r\n\r\nb\r\n--x--"
        [part] = forms.parts(Request("POST", URL, headers, body))
        assert name in part.filenames


def test_json_is_read_as_deep_as_any_of_ours():
    for text, value in (("[[1]]", [[1]]), ("[" * 10**5, None), ("[" * 500 + "]" * 500, None)):
        assert forms.as_json(Request("POST", URL, {}, text.encode())) == value
    assert forms.as_json(Request("POST", URL, {}, b"9" * 5000)) is None


def test_similar_names_are_looked_for_among_few_and_short_ones():
    assert calls.near("get_text", ["a" * 10**6, "get_txt"]) == "get_txt"
    assert_quick(calls.near, "get_text", [f"get_tex{n}" for n in range(10**6)])
    assert_quick(calls.near, "a" * 10**5, ["ab" * 10**5])
    assert_quick(calls.of_keys, {"a": 1}, {f"get_tex{n}": 1 for n in range(10**5)})


# ------------------------------------------------------------------ what was printed

# Pieces of which outputs are made on which a pattern may go over the rest again and again.
PRINTED = (
    *(
        "-",
        "1",
        "1.",
        "127.1.",
        ":a ",
        "a\n",
        "\n",
        " ",
        "123 ",
        "<function ",
        "<.socket",
        "'",
        "ab",
    ),
    *("Traceback (most recent call last):\n", '  File "', "Error: ", "    ", "a.b", "m1 ", "404 "),
)
LONG_OUTPUT = 1 << 18  # characters; as many take a minute where each is a beginning


def look_at_printed(printed):
    """All that is looked at in what a program printed."""
    for expected in ("hello, World  X", "你好世界", "12345", "127.0.0.1"):
        prints.of_print(expected, printed, printed, "hello!")
        prints.of_number(expected, printed, printed)
        prints.nearest(expected, printed)
        texts.of_printed(expected, printed, printed)
        texts.where_it_ends(expected * 20, printed)
        texts.of_changed_text(expected, printed)
    for total in (1234567, -1234567):
        sums.of_missing_total(total, printed, {"-": "a", "1": "b", "": "c"})
    sums.of_missing_words("no answer", printed, printed)
    calls.of_value(calls.Came({"a": 1}, None, printed=printed))
    leaving.of_none(printed, [b"x"], printed, printed[:MOST_SOURCE])
    base.first_out_of_turn(["1", "1", "127.0.0.1"], printed)


@pytest.mark.parametrize("piece", first_at_once(PRINTED, most=6))
def test_nothing_that_was_printed_is_slow_to_explain(piece):
    assert_quick(look_at_printed, filled(piece, LONG_OUTPUT) + "x")


@given(st.lists(st.sampled_from((*PRINTED, *PIECES, "12345", "hello", "1,234,567")), max_size=30))
@example(["\udcff"])  # as bytes are read that are no UTF-8
def test_nothing_that_was_printed_raises(pieces):
    look_at_printed("".join(pieces))


# ------------------------------------------------------------------ tracebacks and sources

DETAILS = (
    *("Permission denied: '", "directory: '", "from '", "module 'a", "first arg must be bytes "),
    *(
        "invalid literal for int() with base 10: ",
        "name 'x' is not defined. Did you mean: '",
        "a.b",
    ),
)
SOURCES = (
    *(
        "\n",
        " ",
        "except ",
        "except x as x:\n",
        "s=",
        "s.accept(",
        "def s(s",
        "s:",
        "makefile(",
        "s\n",
    ),
    *(
        "SpooledTemporaryFile(",
        ".mount('",
        "s = s.accept()\n",
        ", s ",
        "(",
        "import socket\n",
        "a.b.",
    ),
)
NAMED = sorted({*SOCKETS, *VALUES, *NAMES, *SYNTAX})


def look_at_death(printed, source):
    """All that is looked at in the traceback of a program with this source."""
    trace = last_trace(printed, "/folder", "server.py")
    detail, statement = (trace.detail, trace.statement) if trace else ("", "")
    around = Around("server", "tcp", ("127.0.0.1", "20000"), frozenset(), source)
    for name in (*NAMED, trace.exception if trace else ""):
        of_death(name, detail, statement, around, "server.py")
        of_exception(raised.Death(name, detail, "requests/models.py", statement))


def traceback_of(detail, statement):
    frame = f'  File "/folder/server.py", line 3, in serve\n    {statement}\n'
    return f"Traceback (most recent call last):\n{frame}OSError: {detail}\n"


@pytest.mark.parametrize("piece", DETAILS)
def test_no_exception_is_slow_to_explain(piece):
    long = filled(piece, LONG_OUTPUT)
    assert_quick(look_at_death, traceback_of(long, "s.recv(1)"), "")
    assert_quick(look_at_death, traceback_of("x", long), "")


@pytest.mark.parametrize("piece", SOURCES)
def test_no_source_is_slow_to_explain(piece):
    """The source is cut as for a check; and the line that raised is one of those in it."""
    source = "\n".join(line[:WIDEST_LINE] for line in filled(piece, LARGEST_SOURCE).split("\n"))
    for statement in ("s.recv(1)", "s.bind((s, s))", filled(piece, 500)):
        assert_quick(look_at_death, traceback_of("name 's' is not defined", statement), source)
    assert_quick(KeptSilent, "", Woken("the end", b""), source)
    assert_quick(mistakes.of_held, "def download(url, path):\n " + filled(piece, MOST_SOURCE))


@given(TEXT, TEXT, TEXT)
def test_no_exception_raises_once_more(detail, statement, source):
    look_at_death(traceback_of(detail, statement), source)


# ------------------------------------------------------------------ bytes and datagrams

LONGEST_DATAGRAM = 65_507
DATAGRAMS = (
    *(
        b",",
        b" ",
        b"ADD",
        b",ADD",
        b"0,",
        b"0_",
        b"'",
        b"\0",
        b"1,1 ",
        b"ab ",
        b"ab7",
        b"<",
        b"7 ",
        b"00",
    ),
    *(b"[", b"--5", b"9", b"ab 7 \n", b"ab ADD 7", b'{"a":', b"\xff", b"-"),
)
FREE_FORM = AnswerForm(before=FREE + b"<", between=b"<" + FREE + b"<", after=b"<" + FREE)


def look_at_datagram(data):
    """All that is looked at in a datagram of a program that has to do with sums."""
    request_form(data), request_form(data, 7)
    for form in (RequestForm(), RequestForm(verb=b"add"), RequestForm(is_json=True)):
        form.read(data)
    for form in (AnswerForm(), AnswerForm(pads=True), AnswerForm(has_commas=True), FREE_FORM):
        form.evened(data), form.number_in(data), form.is_for("ab", data), form.is_answer(data)
    form_of([("ab", 9, data), ("ab", 9, data + b"x")])
    sums.of_wrong_number(data, b"ab 9", {}), sums.of_answer(data, b"ab 9", "ab")


@pytest.mark.parametrize("piece", first_at_once(DATAGRAMS, most=6))
def test_no_datagram_is_slow_to_read(piece):
    for size in (LONGEST_FREE, LONGEST, LONGEST_DATAGRAM):
        for data in (filled(piece, size - 2), filled(piece, size - 2) + b"!7"):
            assert_quick(look_at_datagram, data)


@given(st.lists(st.sampled_from(DATAGRAMS), max_size=9), st.sampled_from((1, 100)))
def test_no_datagram_raises(pieces, times):
    look_at_datagram((b"".join(pieces) * times)[:LONGEST_DATAGRAM])


@pytest.mark.parametrize("piece", first_at_once([b"\0", b"a ", b"1"]))
def test_no_bytes_are_slow_to_explain(piece):
    """As many as a peer keeps of a connection, around those that were asked for."""
    wanted = filled(b"a b ", 1 << 20)
    for came in (filled(piece, 2 << 20), filled(piece, 2 << 20) + wanted, b"x " + wanted):
        assert_quick(differences.of_bytes, wanted, came)
        way = assert_quick(heard, wanted, came, "as they came")
        if way:
            (
                assert_quick(way.as_numbered, came),
                assert_quick(way.told, ""),
                assert_quick(way.why, ""),
            )


CODECS = [
    "rot13",
    "hex",
    "zlib",
    "bz2",
    "base64",
    "quopri",
    "idna",
    "punycode",
    "undefined",
    "utf-7",
]


@pytest.mark.parametrize("coding", CODECS)
def test_no_source_that_a_program_writes_anew_raises(coding, tmp_path):
    """It may have been changed since it began to run, to name a codec of its own choice."""
    (tmp_path / "program.py").write_text(f"# coding: {coding}\nfor x in (\n    recv(10)\n")
    stand = {"file": "program.py", "line": 3, "above": None, "whose": "main", "is_busy": None}
    (stop,) = where.stops_at([stand], str(tmp_path))
    assert stop.source == "recv(10)"


@given(st.binary(max_size=300), st.integers(0, 9))
def test_no_bytes_that_stand_for_a_source_raise(data, line):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_bytes(data)
        stand = {"file": "program.py", "line": line, "above": "recv", "whose": "main"}
        where.stops_at([{**stand, "is_busy": None}], folder)

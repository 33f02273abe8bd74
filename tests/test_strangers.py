"""What a program made is parsed under bounds: nothing that it holds raises, and nothing is slow.

What is slow is told by the processor's time for an input whose size makes a parser take minutes
that goes over it once more for each of its parts. So the bound is far from both: a machine that
is busy with other things does not come near it, and such a parser always goes beyond it.
"""

import time
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.failures.diagnosis import calls, parts
from grader.peers.http import forms, mistakes
from grader.peers.http.script import MOST_BODY, MOST_HEAD, Request
from grader.subjects.tasks import lock, members, posting, searching

SECONDS = 3.0  # of the processor; a second look at each part of a megabyte takes minutes


def assert_quick(function, *arguments):
    began = time.process_time()
    outcome = function(*arguments)
    assert time.process_time() - began < SECONDS
    return outcome


# ------------------------------------------------------------------ requests

URL = "http://host.test/page"
NAMES = ("content-type", "cookie", "authorization", "content-length", "range", "ß", "x")
# Pieces of which headers, heads of parts and bodies are made: what has a meaning to a parser.
PIECES = (
    *("multipart/form-data", "application/x-www-form-urlencoded", "application/json", "form-data"),
    *("boundary", "name", "filename", "charset", "Content-Disposition: ", "Content-Type: "),
    *("idna", "utf-8", "zlib", "rot13", "unicode_escape", "undefined", "utf-7", "mbcs", "\0"),
    *("*=", "*0*=", "*1=", "*" + "9" * 5000 + "*=", "=", ";", "; ", '"', "\\", "'", "''", "%", "%ff%fe"),
    *("=?idna?b?", "=?utf-8?q?", "?=", "&#x110000;", "&#" + "9" * 5000 + ";", "&", "+", ":", " "),
    *("\r\n", "\n", "--x", "--x--", "x", "\x85", "\u2028", "\udcff", "Basic ", "Digest ", "AA==", "="),
    *("[" * 2000, "{", '{"a":', "9" * 5000, "1e999", "NaN", "[[]]", "你", "\ud800"),
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
MULTIPART = TEXT.map(lambda text: "multipart/form-data; boundary=x" + text)
HEADERS = st.dictionaries(st.sampled_from(NAMES), TEXT | MULTIPART, max_size=4)
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

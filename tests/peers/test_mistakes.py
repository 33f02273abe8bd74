"""What is said of requests and saved files that are not what a task asks for."""

import urllib.parse

import pytest

from grader.peers.http import mistakes
from grader.peers.http.script import Request

PAIRS = [("a", "1"), ("b", "x"), ("b", "y z")]
FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=BB"}


def request(body=b"", headers=None, url="http://x.test/"):
    return Request("POST", url, headers or {}, body)


@pytest.mark.parametrize(
    ("wanted", "query", "says"),
    [
        (PAIRS, "", "has no query"),
        (PAIRS, "a=1&b=x", "by repeating its key"),
        (PAIRS, "b=x&b=y+z", None),
        ([("a", ""), ("b", "x&y=")], "b=x&y=&a=", "ends before its &"),
        ([("a", ""), ("b=c", "x")], "b=c=x&a=", "In a key and in a value they must be encoded"),
        ([("a", "x y")], "a=x%2520y", "encoded twice"),
        ([("a", "x+y")], "a=x+y", "A plus sign in a query means a blank"),
        ([("a", "x&y")], "a=x&y", "ends before its &"),
        ([("a", "né")], "a=n", "not ASCII were lost"),
        ([("a", "世界")], "a=%CA%C0%BD%E7", "encoded in GBK"),
        ([("a", "1"), ("b", "")], "a=1", "whose value is empty were left out"),
        (PAIRS, "a=1&b=y+z&b=x", "in another order"),
        ([("a", "x#y"), ("b", "2")], "a=x", "In a key and in a value they must be encoded"),
        ([("a", "1")], "a=2", None),
    ],
)
def test_queries_are_told_apart(wanted, query, says):
    received = urllib.parse.parse_qsl(query, keep_blank_values=True)
    told = mistakes.of_query(wanted, received, query)
    assert told is None if says is None else says in (told or "")


def test_key_that_differs_is_named_and_shown():
    assert mistakes.differing(PAIRS, [("a", "1"), ("b", "x")]) == "'b': 'x'"
    assert mistakes.asked_for(PAIRS, [("a", "1"), ("b", "x")]) == "'b': 'x' and 'y z'"
    assert mistakes.differing(PAIRS, [("a", "1"), ("b", "x"), ("b", "z")]) == "'b': 'x' and 'z'"
    assert mistakes.differing(PAIRS, PAIRS[1:]) == "no 'a'"
    assert mistakes.differing(PAIRS, [*PAIRS, ("c", "")]) == "a parameter 'c' as well"
    assert mistakes.asked_for(PAIRS, [*PAIRS, ("c", "")]) == "'a' and 'b'"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (request(url="http://x.test/?a=1"), "stand in the URL"),
        (request(), "has no body"),
        (request(b'{"a": "1"}', {"content-type": "application/json"}), "The body is JSON"),
        (request(b"a=1", {"content-type": "text/plain"}), "The Content-Type is text/plain, so"),
        (request(b"a=1"), "The Content-Type is missing, so"),
        (request(b"b=1&c=2", FORM), "no field 'a'; those that came are called 'b', 'c'"),
        (request(b"a=2", FORM), "'a' came with another value, '2'"),
        (request(b"a=1", FORM), None),
    ],
)
def test_forms_are_told_apart(asked, says):
    told = mistakes.of_form(asked, {"a": "1"})
    assert told is None if says is None else says in (told or "")


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"cookie": "id=8"}, "another value, '8'"),
        ({"set-cookie": "id=7"}, "is called Cookie"),
        ({"cookie": "ID=seven"}, "under another name"),
        ({"cookie": "seven"}, "without its name"),
        ({"cookie": "{'id': 'seven'}"}, "not in its form"),
        ({}, "Who asks for the next page has to bring it along"),
    ],
)
def test_cookies_are_told_apart(headers, says):
    assert says in mistakes.of_cookie("id", "seven", request(headers=headers))


@pytest.mark.parametrize(
    ("body", "headers", "says"),
    [
        (b"data", {}, "the file as it is"),
        (b"", {}, "has no body"),
        (b"file=a.txt", FORM, "an ordinary form"),
        (b"--BB\r\n", {}, "Content-Type does not say so"),
        (b'{"file": 1}', {"content-type": "application/json"}, "The body is JSON"),
        (b"else", {}, None),
    ],
)
def test_uploads_that_are_no_form_in_parts_are_told_apart(body, headers, says):
    told = mistakes.of_no_multipart(request(body, headers), b"data")
    assert told is None if says is None else says in (told or "")


def part(data=b"data", name="file", filename="né a.txt"):
    head = f'--BB\r\nContent-Disposition: form-data; name="{name}"'
    named = f'; filename="{filename}"' if filename is not None else ""
    return f"{head}{named}\r\n\r\n".encode() + data + b"\r\n"


END = b"--BB--\r\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"--AA\r\n\r\nx\r\n--AA--", "the body begins with '--AA'"),
        (b"just words", "its Content-Type names."),
        ((part() + END).replace(b"\r\n", b"\n"), "The lines of the body end in \\n"),
        (part().replace(b"\r\n\r\n", b"\r\n") + END, "no empty line"),
        (part(), "has no -- after it"),
        (part() + END, None),
    ],
)
def test_lines_between_parts_are_told_apart(body, says):
    told = mistakes.of_framing(request(body, PARTS))
    assert told is None if says is None else says in (told or "")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (part(filename=None), "without a file name"),
        (part(name="other", filename=None), "no part that is a file"),
        (part() * 2, "2 files came"),
        (part(name="upload"), "this one is called upload"),
        (part(b"/tmp/x\xc3\xa9 a.txt"), "The bytes are not those of the file"),
        (part("né a.txt".encode()), "The file's path came as its content"),
        (part(b""), "came empty, although it holds 4 bytes"),
        (part(b"da"), "2 bytes came of 4"),
        (part(b"data and more"), "and then more"),
        (part(b"da\r\nta"), "Only line ends differ"),
        (part(filename="x").replace(b'filename="x"', b"filename*=UTF-8''"), "name is empty"),
        (part(filename=""), "name is empty"),
        (part().replace(b"\r\n\r\n", b"\r\n"), "no empty line"),
        (part(filename="/folder/né a.txt"), "without the folders"),
        (part(filename="n a.txt"), "were dropped"),
        (part(filename="n? a.txt"), "became question marks"),
        (part(filename="file"), "The file's name is missing"),
        (part(filename="Né A.txt"), "Only the case"),
        (part(filename="né a"), "from its last dot on"),
        (part(filename="né"), "cut off after 'né'"),
        (part(filename="else.txt"), "another name than its own"),
    ],
)
def test_uploads_are_told_apart(parts, says):
    upload = request(parts + END, PARTS)
    assert says in mistakes.of_upload("né a.txt", b"data", upload, "/folder/né a.txt")


def test_content_that_went_through_text_is_told():
    upload = request(part(b"\xff".decode("latin-1").encode()) + END, PARTS)
    assert "went through text" in mistakes.of_upload("a", b"\xff", upload, "/a")


def test_only_the_name_of_a_path_was_opened():
    error = "FileNotFoundError: [Errno 2] No such file or directory: 'a.txt'"
    assert "the folders before it" in mistakes.of_unopened(error, "/x/a.txt")
    assert mistakes.of_unopened(error.replace("'a", "'/x/a"), "/x/a.txt") is None
    assert mistakes.of_unopened("PermissionError: 'a.txt'", "/x/a.txt") is None


BODY = b"\xff\xd8 one\r\ntwo\n"


@pytest.mark.parametrize(
    ("saved", "says"),
    [
        (b"", "is empty when the function returns"),
        (BODY.decode("utf-8", "replace").encode(), "decoded to text"),
        (repr(BODY).encode(), "as Python shows them"),
        (BODY.replace(b"\r", b""), "Only line ends differ"),
        (BODY[:5], f"Only the first 5 of {len(BODY)}"),
        (BODY[5:], f"Only the last {len(BODY) - 5} of {len(BODY)}"),
        (BODY + b"more", "is there, and then more"),
        (b"four" + BODY, "before it stand 4 other bytes"),
        (b"else", None),
    ],
)
def test_saved_files_are_told_apart(saved, says):
    told = mistakes.of_saved(BODY, saved)
    assert told is None if says is None else says in (told or "")


def test_what_a_failed_download_leaves_is_told():
    assert "An empty file" in mistakes.of_leftover(b"", BODY, b"page")
    assert "page of the error" in mistakes.of_leftover(b"page", BODY, b"page")
    assert "Half a file" in mistakes.of_leftover(BODY[:4], BODY, b"page")
    assert mistakes.of_leftover(b"else", BODY, b"page") is None
    assert "is gone" in mistakes.of_older(None, BODY)
    assert "was emptied" in mistakes.of_older(b"", BODY)
    assert "that broke off" in mistakes.of_older(BODY[:4], BODY)
    assert mistakes.of_older(b"else", BODY) is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("requests.get(url)", "nothing is said of stream"),
        ("requests.get(url, stream=True).content", "in memory at one moment"),
        ("SpooledTemporaryFile()", "up to its max_size; without"),
        ("SpooledTemporaryFile(max_size=9)", "in memory at one moment"),
        ("SpooledTemporaryFile(9)", "in memory at one moment"),
    ],
)
def test_why_a_body_was_in_memory_is_told(line, says):
    assert says in mistakes.of_held(f"def download(url, path):\n    {line}\n")

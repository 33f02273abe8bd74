"""Functions that are called: what they return, raise and print is explained, and nothing else.

The sentences are those of the tables; which program earns which is declared on the shelf.
"""

import contextlib
import functools
import json
import subprocess
import sys

import pytest

from grader.failures.diagnosis import leaving, parts
from grader.failures.diagnosis.calls import Answer, Came, of_missing, of_unraised, of_value
from grader.failures.diagnosis.raised import Death, of_exception
from grader.jail.program import remarks
from launching import JAIL, WAYS, Runs

BODY = "naïve 世界".encode("gb18030")
PAGE = Answer("GET http://x.test/", 200, BODY, "gb18030")
RAW = bytes(range(256))


# (the wanted value, what came, what is known besides, words of the explanation or None)
VALUES = {
    "method": (
        "t",
        None,
        {"stranger": ("method", "<bound method Response.json of <R>>")},
        "method json",
    ),
    "response": (b"", None, {"stranger": ("Response", "<Response [200]>")}, "bytes of its body"),
    "a dict of a response": ({}, None, {"stranger": ("Response", "")}, "a dict made from it"),
    "coroutine": ("t", None, {"stranger": ("coroutine", "")}, "has not been run"),
    "generator": ([], None, {"stranger": ("generator", "")}, "A generator came back"),
    "generator of a yield": (
        [],
        None,
        {"stranger": ("generator", ""), "remarks": [("yields", "f", 3)]},
        "There is a yield",
    ),
    "raw that is read already": (
        RAW,
        b"",
        {"remarks": [("raw", "raw", 7)]},
        "Line 7 takes raw, and nothing is said of stream",
    ),
    "raw that is read already, as text": (
        "text",
        "",
        {"remarks": [("raw", "raw", 7)]},
        "An empty text came back. Line 7 takes raw",
    ),
    "a remark that is not the cause": (
        "text",
        "te",
        {"remarks": [("compared", "200", 7)]},
        "first 2 of 4 characters",
    ),
    "a status that nobody looked at": (
        "text",
        "",
        {"remarks": [("not called", "raise_for_status", 7)]},
        "An empty text",
    ),
    "a status of 400 that nobody looked at": (
        "text",
        "",
        {
            "answers": [Answer("GET u", 400, b"x")],
            "remarks": [("not called", "raise_for_status", 7)],
        },
        "does not call it",
    ),
    "text for None": (None, "x", {}, "A text (a str) came back; None is asked for"),
    "null as text": ({"a": [None]}, {"a": ["null"]}, {}, "became the text 'null'"),
    "too long": ("t", None, {"stranger": ("str", "9 characters")}, "a str of 9 characters"),
    "printed": ("the text", None, {"printed": "the text\n"}, "printed the right value"),
    "printed True": (True, None, {"printed": "True\n"}, "printed the right value"),
    "nothing printed for an empty text": ("", None, {"printed": ""}, "counts as false"),
    "printed JSON": ({"a": 1}, None, {"printed": '{"a": 1}\n'}, "printed the right value"),
    "another print": ("the text", None, {"printed": "hello\n"}, None),
    "no return": ("t", None, {"remarks": [("no return", "f", 3)]}, "without a return"),
    "a return somewhere": ("t", None, {}, None),
    "bytes for text": ("t", b"t", {}, "These are bytes"),
    "text for bytes": (b"t", "t", {}, "A text (a str) came back; the bytes"),
    "str of bytes for bytes": (b"t", "b't'", {}, "only for looking"),
    "number as text": (404, "404", {}, "'404' is a text"),
    "JSON as text": ({"a": 1}, '{"a": 1}', {}, "The JSON came back as a text"),
    "float for int": (1, 1.0, {}, "of another type"),
    "float for int in a dict": (
        {"a": [2, 1]},
        {"a": [2, 1.0]},
        {},
        "1.0 is of another type: an int",
    ),
    "jar of cookies": ("t", {"a": "b"}, {"kind": "RequestsCookieJar"}, "The jar of cookies came"),
    "other mapping": ("t", {"a": "b"}, {"kind": "Proxy"}, "A Proxy came back"),
    "list for dict": ({"a": 1}, [1], {}, "A list came back"),
    "null replaced": (None, {}, {}, "counts as false"),
    "list replaced": ([], None, {}, "counts as false"),
    "text of bytes": (
        RAW,
        RAW.decode("utf-8", "replace").encode(),
        {},
        "made into a text and back",
    ),
    "Latin-1 of bytes": (RAW, RAW.decode("latin-1").encode(), {}, "made into a text and back"),
    "ignored bytes": (RAW, RAW.decode("utf-8", "ignore").encode(), {}, "no text are missing"),
    "no bytes": (RAW, b"", {}, "No bytes came back"),
    "first bytes": (RAW, RAW[:10], {}, "first 10 of 256 bytes"),
    "last bytes": (RAW, RAW[10:], {}, "last 246 of 256 bytes"),
    "twice": (b"ab", b"abab", {}, "more than once"),
    "other bytes": (b"ab", b"xy", {}, None),
    "read as UTF-8": (
        BODY.decode("gb18030"),
        BODY.decode("utf-8", "replace"),
        {"answers": [PAGE]},
        "as utf-8",
    ),
    "read as Latin-1": (
        BODY.decode("gb18030"),
        BODY.decode("latin-1"),
        {"answers": [PAGE]},
        "as iso-8859-1",
    ),
    "read as GBK": (
        "世界",
        "世界".encode().decode("gbk", "ignore"),
        {"answers": [Answer("", 200, "世界".encode(), "utf-8")]},
        "as gbk or gb18030; the charset that it declared is utf-8",
    ),
    "str of bytes": (
        BODY.decode("gb18030"),
        str(BODY),
        {"answers": [PAGE]},
        "begins with b and a quote",
    ),
    "an error's page": ("t", "no", {"answers": [Answer("GET u", 404, b"no")]}, "status 404"),
    "another page": (
        "t",
        "no",
        {"answers": [Answer("GET u", 200, b"no"), Answer("GET v", 200, b"t")]},
        "another request, that for GET u",
    ),
    "the JSON itself": (
        "t",
        '"t"',
        {"answers": [Answer("GET u", 200, b'"t"')]},
        "The JSON itself came back",
    ),
    "what was sent": ("t", "a=b", {"sent": [b"a=b"]}, "had sent"),
    "stripped": (" t ", "t", {}, "White space at its ends"),
    "quoted": ("t", '"t"', {}, "quotes around it"),
    "first characters": ("text", "te", {}, "first 2 of 4 characters"),
    "other text": ("text", "else", {}, None),
    "keys": ({"last_modified": 1}, {"Last-Modified": 1}, {}, "may be its 'Last-Modified'"),
    "keys of an empty dict": ({"a": 1}, {}, {}, "lacks the key 'a' (it is empty)"),
    "other keys": ({"a": 1}, {"wxyz": 1}, {}, "lacks the key 'a' (it has 'wxyz')"),
    "compared": (True, False, {"remarks": [("compared", "200", 7)]}, "Line 7 compares status_code"),
    "not called": (
        False,
        True,
        {"remarks": [("not called", "raise_for_status", 7)]},
        "does not call it",
    ),
}


@pytest.mark.parametrize("wanted, value, known, says", VALUES.values(), ids=VALUES)
def test_a_value_is_explained_by_what_is_known(wanted, value, known, says):
    told = of_value(Came(wanted, value, **known))
    assert told is None if says is None else says in told


DEATHS = {
    "arguments": (
        Death("TypeError", "takes 2", "", signature="(url, fields)", arguments=3),
        "3 arguments",
    ),
    "header": (Death("KeyError", "'x'", "requests/structures.py"), "no header 'x'"),
    "cookie": (Death("KeyError", "'x'", "requests/cookies.py"), "no cookie"),
    "key": (Death("KeyError", "'x'", "01/http_tasks.py"), "no key 'x' in what the line takes"),
    "argument of requests": (
        Death(
            "TypeError", "request() got an unexpected keyword argument 'header'", "requests/api.py"
        ),
        "called headers",
    ),
    "auth": (
        Death("TypeError", "'list' object is not callable", "requests/models.py"),
        "tuple of two",
    ),
    "overwritten": (
        Death("AttributeError", "'Response' object has no attribute 'get'", ""),
        "Session",
    ),
    "near": (
        Death("AttributeError", "'Response' object has no attribute 'status'", ""),
        "it has status_code",
    ),
    "called value": (
        Death("TypeError", "'str' object is not callable", "a/b.py", "return r.text()"),
        "text is a value",
    ),
    "status": (Death("HTTPError", "404 Client Error", "requests/models.py"), "404 was one"),
    "own": (Death("ValueError", "x", "a/b.py", "raise ValueError('x')"), "raises this itself"),
    "class": (
        Death(
            "TypeError",
            "Session.get() missing 1 required positional argument: 'url'",
            "",
            "s.get(u)",
        ),
        "called on the class Session",
    ),
    "no url": (
        Death(
            "TypeError",
            "Session.get() missing 1 required positional argument: 'url'",
            "",
            "s.get()",
        ),
        None,
    ),
    "cookies": (
        Death(
            "TypeError",
            "'Response' object is not subscriptable",
            "requests/cookies.py",
            "get(u, cookies=r)",
        ),
        "A whole response",
    ),
    "header as argument": (
        Death(
            "TypeError",
            "Session.request() got an unexpected keyword argument 'X-Y'",
            "requests/api.py",
        ),
        "no argument X-Y",
    ),
    "unknown": (Death("ValueError", "x", "a/b.py", "int('x')"), None),
}


@pytest.mark.parametrize("death, says", DEATHS.values(), ids=DEATHS)
def test_an_exception_is_explained_by_where_it_was_raised(death, says):
    told = of_exception(death)
    assert told is None if says is None else says in told


def test_a_missing_function_names_those_that_are_there():
    assert "get_txt() looks like it" in of_missing("get_text", ["get_txt", "other"])
    assert "looks like" not in of_missing("get_text", ["login"])
    assert of_missing("get_text", []) == "The file defines no function."
    assert "of the type bool" in of_missing("login", ["main"], [("shadowed", "bool", 0)])
    assert "inside of main (line 7)" in of_missing("login", ["main"], [("inside", "main", 7)])


REMARKS = {
    "compared": ("if r.status_code == '200': return 1", ["compared"]),
    "compared with a number": ("if r.status_code == 200: return 1", []),
    "looked for in a list": ("if r.status_code in ['200']: return 1", []),
    "only named": ("r.raise_for_status\n    return r", ["not called"]),
    "passed on": ("return run(\n        r.raise_for_status\n    )", []),
    "without a return": ("r.json()", ["no return"]),
    "a return in a function inside": ("def g(): return 1\n    g()", ["no return"]),
    "yield": ("yield 1", ["yields"]),
    "yield in a function inside": ("def g(): yield 1\n    return g()", []),
    "raw": ("return requests.get(url).raw.read()", ["raw"]),
    "raw of a stream": ("return requests.get(url, stream=True).raw.read()", []),
    "raw of options": ("return requests.get(url, **{'stream': True}).raw.read()", []),
    "raw before the body": ("return Session().send(r).raw.read()", []),
    "another function": ("r.json()\ntask = print", []),
}


@pytest.mark.parametrize("body, kinds", REMARKS.values(), ids=REMARKS)
def test_a_source_is_remarked_on(body, kinds):
    source = f"import requests\ndef task(url):\n    {body}\n"
    assert [kind for kind, _, _ in remarks.on(source.encode(), "task")] == kinds


LEFT = {
    "compared": ("HTTPError", [("compared", "500", 3)], "", "Line 3 compares"),
    "printed": ("HTTPError", [], "404 Client Error: no", "was printed"),
    "caught or not": ("raise_for_status", [], "", "raised no exception, or caught it"),
    "nothing raised": ("return requests.get(url).text", [], "", "requests does not by itself"),
    "raised in words only": ('"""It raises HTTPError."""', [], "", "requests does not by itself"),
}


@pytest.mark.parametrize("source, rows, printed, says", LEFT.values(), ids=LEFT)
def test_that_nothing_was_raised_is_explained(source, rows, printed, says):
    told = of_unraised(rows) or leaving.of_none("x", [b"page"], printed, source)
    assert says in told


OWN_ERROR = "def f():\n    try: pass\n    except {}: pass\n"


@pytest.mark.parametrize(
    "head, caught, is_pythons",
    [
        ("", "ConnectionError", True),
        ("", "(ConnectionError, requests.Timeout)", True),
        ("", "(ConnectionError, requests.ConnectionError)", False),
        ("", "requests.ConnectionError", False),
        ("from requests import ConnectionError\n", "ConnectionError", False),
        ("from requests.exceptions import *\n", "ConnectionError", False),
        ("ConnectionError = requests.ConnectionError\n", "ConnectionError", False),
    ],
)
def test_pythons_own_connection_error_is_told_apart(head, caught, is_pythons):
    told = leaving.of_uncaught(head + OWN_ERROR.format(caught), "f")
    assert ("Python's own class" in told) == is_pythons


def test_crash_is_told_from_an_exception_that_was_raised():
    told = leaving.of_crash(["KeyError", "LookupError"], "It has no such key.")
    assert told.startswith("KeyError is what Python raises where a line itself fails. It has")
    assert leaving.of_crash(["OSError"], None) is None


def test_a_parameter_that_is_not_used_is_named():
    told = functools.partial(leaving.of_unused, function="f", position=1)
    assert "its parameter wait" in told("def f(url, wait): return get(url)")
    assert told("def f(url, wait): return get(url, timeout=wait)") is None
    assert told("def f(url, wait): return g(**locals())") is None
    assert told("def f(*all): return get(all[0])") is None
    assert told("f = 1") is None


def test_adapters_that_are_not_used_are_named():
    mount = "session.mount('https://', adapter)\n"
    told = functools.partial(leaving.of_mounts, function="f", url="http://x.test/")
    assert "mounted at 'https://'" in told(mount + "def f(url): return session.get(url)\n")
    assert told(mount + "def f(url):\n    for n in range(3): session.get(url)\n") is None
    assert told("session.mount(PREFIX, adapter)\n") is None
    assert told("session.mount('http://', adapter)\n") is None


def test_a_retry_without_statuses_is_named():
    assert "no such list" in leaving.of_statuses('"""See status_forcelist."""\nRetry(3)\n')
    assert leaving.of_statuses("Retry(3, status_forcelist=[503])\n") is None
    assert leaving.of_statuses("# Retry\n") is None


def test_methods_that_leave_get_out_are_named():
    assert "line 1" in leaving.of_methods("Retry(3, allowed_methods=['POST', 'PUT'])")
    assert leaving.of_methods("Retry(3, allowed_methods={'POST', 'get'})") is None
    assert leaving.of_methods("Retry(3, allowed_methods=[*KNOWN, 'POST'])") is None
    assert leaving.of_methods("Retry(3, allowed_methods=None)") is None
    assert leaving.of_methods("Retry(3, allowed_methods=[])") is None


def test_a_form_that_was_not_encoded_is_recognised():
    fields = {"a": "1 & 2=3", "世": "界"}
    received = {
        "a": "1 ",
        " 2": "3",
        "世".encode().decode("latin-1"): "界".encode().decode("latin-1"),
    }
    body = "a=1 & 2=3&世=界".encode()
    assert "A & that belongs to a value" in parts.of_form(fields, received, body, None)
    assert "Characters that are not ASCII" in parts.of_form(fields, {"a": "1"}, body, None)


@pytest.mark.parametrize(
    "sent, says",
    [
        ("ann", "Only the user came"),
        ("ann:a", "the first colon ends the user"),
        ("ann:a:", "Only the first 6 of"),
        ("ann a:b c", "stands a colon"),
        ("ann:a b c", None),
    ],
)
def test_credentials_are_told_apart(sent, says):
    told = parts.of_credentials("Basic", "ann:a:b c", "", sent)
    assert told is None if says is None else says in told


def test_cookies_are_told_apart():
    wanted = {"a": "1==", "b": "2"}
    told = lambda brought, headers=(), url="": parts.of_cookies(wanted, brought, dict(headers), url)  # noqa: E731
    assert "Only the last" in told({"b": "2"})
    assert "cut at its first =" in told({"a": "1", "b": "2"})
    assert "Two cookies became one" in told({"a": "1==&b=2"})
    assert "no Cookie header" in told({}, (), "http://x/")
    assert "without its name" in told({"1": "="}, {"cookie": "1=="})
    assert "has no name=value in it: x" in told({}, {"cookie": "x"})
    assert "stands in the URL" in told({}, (), "http://x/?a=1==")
    assert told({"a": "3", "b": "2"}) is None
    assert "not in its form" in told({"{'a'": "1=="}, {"cookie": "{'a': '1==', 'b': '2'}"})
    assert "requests.get()" in parts.of_cookies(wanted, {}, {}, "", "requests.get(u)")
    assert "requests.get()" not in parts.of_cookies(wanted, {}, {}, "", "s = Session()")


# ------------------------------------------------------------------ in the child


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.__name__)
def run(request):
    """Call the function task of some source; the finished Program."""
    with (
        contextlib.closing(request.param()) as launcher,
        contextlib.closing(Runs(launcher, web=True)) as runs,
    ):
        yield functools.partial(runs.run, call="task")


ODD = {
    "broken repr": (
        "class A:\n    def __repr__(self): raise ValueError\n",
        "A()",
        {"type": "A", "shown": "it cannot be shown"},
    ),
    "lying keys": (
        "class A(dict):\n    def keys(self): raise ValueError\n",
        "A()",
        {"type": "A", "shown": "{}"},
    ),
    "no number": ("", "float('inf')", {"type": "float", "shown": "inf"}),
    "huge number": ("", "1 << 100_000", {"type": "int", "shown": "100001 bits"}),
    "huge text": ("", "'x' * 3_000_000", {"type": "str", "shown": "3000000 characters"}),
    "huge bytes": ("", "bytes(3_000_000)", {"type": "bytes", "shown": "3000000 bytes"}),
    "lying text": ("class A(str):\n    def __str__(self): return 'no'\n", "A('yes')", "yes"),
    "status": ("import http", "http.HTTPStatus(404)", 404),
    "case-insensitive": (
        "import requests",
        "requests.structures.CaseInsensitiveDict(A=1)",
        {"items": [["A", 1]]},
    ),
}


@pytest.mark.parametrize("head, value, told", ODD.values(), ids=ODD)
def test_any_value_can_travel(run, head, value, told):
    program = run(f"{head}\ndef task(): return {value}\n")
    if isinstance(told, dict):
        assert told.items() <= program.value.items()
    else:
        assert program.value == told


IMPORTS = {
    "it raises": "1 / 0",
    "it leaves": "import sys\nsys.exit(3)",
    "it asks": "import requests\nrequests.get('http://x.test/')",
    "it reads the keyboard": "input()",
    "it looks round": "import socket\nsocket.gethostbyname('x.test')",
}


@pytest.mark.parametrize("bottom", IMPORTS.values(), ids=IMPORTS)
def test_what_a_module_does_at_its_import_costs_nothing(run, bottom):
    program = run(f"def task(): return 7\n{bottom}\n")
    assert json.dumps(program.value) == "7"


@pytest.mark.long
def test_a_rehearsal_leaves_nothing_behind():
    """Each fork of the zygote would carry it, and end it when it ends."""
    code = (
        f"import gc, sys, weakref; sys.path.insert(0, {str(JAIL.parent)!r})\n"
        "import urllib3; before = urllib3.HTTPConnectionPool.ConnectionCls\n"
        "from jail.program import calls\n"
        "calls.rehearse(); gc.collect()\n"
        "assert not weakref.finalize._registry, weakref.finalize._registry\n"
        "assert urllib3.HTTPConnectionPool.ConnectionCls is before\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")

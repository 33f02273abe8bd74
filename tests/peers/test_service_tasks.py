"""What the HTTP tasks of unit 3 are tried with: pages in parts, links, ETags; and calls in one process."""

import types
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import utils

from grader.course import checks, layout
from grader.dice import Dice
from grader.failures.errors import Mismatch
from grader.jail.program import values as inside
from grader.peers.http import values
from grader.peers.http.ranges import (
    first_asked,
    refusing,
    serving,
    serving_another_part,
    serving_only_whole,
)
from grader.peers.http.script import Request
from grader.subjects.tasks import caching, fetching, paging, resuming
from grader.subjects.words import word_from

DATA = bytes(range(200))
WEB = types.SimpleNamespace(site=types.SimpleNamespace(requests=[]))
RULES = (
    serving(DATA),
    serving_only_whole(DATA),
    serving_another_part(DATA, -7),
    serving_another_part(DATA, 7),
    refusing(DATA),
)


def asking(text, method="GET"):
    return Request(method, "http://x.test/", {"range": text}, b"")


# ------------------------------------------------------------------ pages by hand


@pytest.mark.parametrize(
    ("page", "following"),
    [("1", "2"), ("02", "3"), ("x", "2"), ("9" * 5000, "2"), ("\u0663", "2"), ("3", None)],
)
def test_any_number_of_a_page_is_answered(page, following):
    (target,) = (each for each in layout.everything() if str(each) == "03_services/http_tasks")
    peer, rules = checks.imported("peer_of_pages", target.peer_file), []
    pages = types.SimpleNamespace(page=lambda path, rule, any_query: rules.append(rule))
    peer._list(pages, "/items", to_itself=False)
    url = f"http://x.test/items?{urllib.parse.urlencode({'page': page})}"
    links = dict(rules[0](Request("GET", url, {}, b"")).headers).get("Link")
    assert links == (following and f'<?page={following}>; rel="next"')


# ------------------------------------------------------------------ ranges


@pytest.mark.parametrize(
    "text, status, told, body",
    [
        ("bytes=150-", 206, "bytes 150-199/200", DATA[150:]),
        ("bytes=0-", 206, "bytes 0-199/200", DATA),
        ("bytes=10-19", 206, "bytes 10-19/200", DATA[10:20]),
        ("bytes=190-500", 206, "bytes 190-199/200", DATA[190:]),
        ("bytes=20-10", 200, None, DATA),
        ("bytes=200-", 416, "bytes */200", None),
        ("bytes=-5", 206, "bytes 195-199/200", DATA[195:]),
        ("bytes=-500", 206, "bytes 0-199/200", DATA),
        ("bytes=-0", 200, None, DATA),
        ("lines=1-", 200, None, DATA),
    ],
)
def test_a_server_gives_the_part_that_it_is_asked_for(text, status, told, body):
    answer = serving(DATA)(asking(text))
    assert (answer.status, dict(answer.headers).get("Content-Range")) == (status, told)
    assert body is None or answer.body == body


def test_who_only_looks_is_shown_the_whole():
    assert first_asked(asking("bytes=5-", "HEAD")) is None
    assert all(rule(asking("bytes=5-", "HEAD")).body == DATA for rule in RULES)


@given(st.one_of(st.text(), st.from_regex(r"bytes=[0-9]{0,30}-[0-9]{0,30}", fullmatch=True)))
def test_any_range_gets_an_answer(text):
    for rule in RULES:
        answer = rule(asking(text))
        assert answer.status in (200, 206, 416)
        assert answer.status == 416 or answer.body in DATA


@given(st.binary(max_size=9), st.binary(max_size=9), st.binary(max_size=9))
def test_any_file_can_be_explained(saved, data, part):
    resuming.of_content(saved, data, part, [serving_only_whole(data)(asking(""))])


# ------------------------------------------------------------------ links and ETags


def test_each_form_of_a_link_is_one_that_requests_reads():
    word = word_from(Dice(1))
    for form in [*paging.forms(word), paging.Form(paging.plain, "")]:
        url = f"http://x.test/list?{form.query}"
        header = ", ".join(value for _, value in form.links(url))
        links = {link.get("rel"): link["url"] for link in utils.parse_header_links(header)}
        assert links["next"] == url
        assert form.told or form.links is paging.plain


@pytest.mark.parametrize("value", [[["x"]], [], ["y"], {}, None, [[]], 5])
@pytest.mark.parametrize("pages", [[[]], [["x"], []], [["x"], ["y"]]])
def test_any_items_can_be_explained(pages, value):
    chain = types.SimpleNamespace(pages=pages, items=[item for page in pages for item in page])
    told = paging.of_items(value, chain)
    assert told is None or told.endswith(".")


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_etag_can_be_compared(sent, etag):
    request = Request("GET", "http://x.test/", {"if-none-match": sent}, b"")
    is_there = bool(sent)  # an empty header is none, also for a page without an ETag
    assert caching.SendsEtags().knows(request, etag) == (is_there and sent == etag)
    assert caching.SendsEtags(bare=True).knows(request, sent) == is_there
    assert not caching.SendsEtags("etag").knows(request, etag)


# ------------------------------------------------------------------ values


def test_an_exception_that_was_returned_tells_its_classes():
    class Own(ConnectionError):
        def __repr__(self):
            raise ValueError

    back = values.untagged(inside.tagged({"a": KeyError("x"), "b": Own(), "c": KeyError}))
    assert back["a"].is_of("LookupError")
    assert not back["a"].is_of("OSError")
    assert repr(back["a"]) == "KeyError('x')"
    assert back["b"].is_of("OSError")
    assert isinstance(back["c"], values.Other)


def test_what_was_no_list_and_no_dict_is_named():
    class Headers(dict):
        pass

    kinds = [inside.kind_of(value) for value in ((1,), Headers(), {}, [], "x")]
    assert kinds == ["tuple", "Headers", "", "", ""]
    assert values.kind_among([1], "tuple") == "tuple"
    assert values.kind_among({}, "Headers") == "Headers"
    for value, kind in (([1], "Headers"), ({}, "a b"), ({}, 7), ("x", "tuple")):
        assert values.kind_among(value, kind) == ""


def test_what_is_kept_is_the_same_dict_again():
    kept = {}
    sent = values.tagged(["u", values.Kept("cache")])
    first, again = (inside.untagged(sent, kept)[1] for _ in range(2))
    assert first is again
    assert first == {}
    assert inside.untagged(values.tagged([values.Kept("other")]), kept)[0] is not first


@pytest.mark.parametrize(
    "value, status",
    [
        (None, 404),
        ("text", 404),
        ("This is the page of error 404.", 404),
        (values.Thrown(("urllib.error.HTTPError", "OSError"), "no"), 404),
        (values.Other("type", "<class>"), None),
        ({}, None),
    ],
)
def test_what_is_no_exception_is_told(value, status):
    with pytest.raises(Mismatch):
        fetching.expect_error(WEB, {"u": value}, "u", "an error", status, "", {})
    with pytest.raises(Mismatch):
        fetching.expect_error(WEB, {}, "u", "an error", status, "", {})

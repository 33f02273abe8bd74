"""What is said of the parts of a request: its extra headers, its credentials, its cookies."""

import base64

import pytest

from grader.failures.diagnosis import parts

EXTRA = {"X-Ship-Name": "a b"}


@pytest.mark.parametrize(
    ("extra", "sent", "body", "says"),
    [
        (EXTRA, {"x-ship-name": "a b"}, b"", None),
        (EXTRA, {}, b"X-Ship-Name=a+b", "stand in the body"),
        (EXTRA, {}, b"", "does not have the 1 extra header."),
        (EXTRA, {"x-ship-names": "a b"}, b"", "a header x-ship-names, whose name is another"),
        ({**EXTRA, "X-Port": "1"}, {"x_ship_name": "a b"}, b"", "a header x_ship_name, whose"),
        ({**EXTRA, "X-Port": "1"}, {"x-ship-named": "a b"}, b"", "does not have the 2 extra"),
        ({**EXTRA, "X-Port": "1"}, {"x-port": "1"}, b"", "only 1 of the 2"),
        (EXTRA, {"x-ship-name": "'a b'"}, b"", "has quotes around it"),
        ({"X-A": 'a "b" c'}, {"x-a": "a b c"}, b"", "The quotes in the value"),
        (EXTRA, {"x-ship-name": "ab"}, b"", "The blanks in the value"),
        (EXTRA, {"x-ship-name": "else"}, b"", "The header X-Ship-Name came with another value"),
    ],
)
def test_headers_are_told_apart(extra, sent, body, says):
    told = parts.of_headers(extra, sent, body)
    assert told is None if says is None else says in (told or "")


@pytest.mark.parametrize(
    ("received", "body", "says"),
    [
        ({"a": "1"}, b"a=1", "1 field of 2 did not come"),
        ({}, b"c=3", "2 fields of 2 did not come"),
        ({"a": "1", "b": "2", "c": "3"}, b"a=1&b=2&c=3", "others that were not given: 'c'"),
        ({"a": "1", "b": "3"}, b"a=1&b=3", None),
        (None, b"\0", None),
        (None, b"", "has no body"),
    ],
)
def test_forms_are_told_apart(received, body, says):
    told = parts.of_form({"a": "1", "b": "2"}, received, body, None)
    assert told is None if says is None else says in (told or "")


def encoded(text):
    return base64.b64encode(text.encode()).decode()


WANTED = "ann:>>>???"  # its base64 form has a + and a /


@pytest.mark.parametrize(
    ("authorization", "place", "says"),
    [
        ("Digest username=ann", "the URL", "This is digest auth"),
        ("", "the URL", "The credentials stand in the URL"),
        (f"Basic b'{encoded(WANTED)}'", "", "has a b and quotes"),
        (f"Basic {WANTED}", "", "as it is; by basic auth its base64 form does"),
        (encoded(WANTED), "", "the word Basic and a blank are missing"),
        (
            f"Basic {base64.urlsafe_b64encode(WANTED.encode()).decode()}",
            "",
            "as it is written for URLs",
        ),
        ("Token 12", "", "would read Basic"),
        ("", "", "has no Authorization header"),
    ],
)
def test_credentials_that_are_not_read_are_told_apart(authorization, place, says):
    assert says in parts.of_credentials(authorization, WANTED, place, None)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("ann%3A%3E%3E%3E%3F%3F%3F", "percent-encoded"),
        (">>>???:ann", "The password came first"),
        (encoded(WANTED), "encoded twice"),
        (f" {WANTED}\n", "white space before or after them"),
        ("ann", "Only the user came"),
        ("ann:", "Only the user came"),
        ("ann:>>", "Only the first 6 of the 10 characters"),
        ("ann >>>???", "stands a colon"),
        ("bob:else", None),
    ],
)
def test_other_credentials_are_told_apart(sent, says):
    told = parts.of_credentials("Basic", WANTED, "", sent)
    assert told is None if says is None else says in (told or "")


def test_a_password_with_a_colon_is_cut_at_it():
    assert "first colon ends the user" in parts.of_credentials("Basic", "ann:a:b", "", "ann:a")


def test_a_password_in_a_url_has_to_be_quoted():
    assert "percent-encoded" in parts.of_quoting("a@b", "no host in http://ann:a@b@x.test")
    assert parts.of_quoting("a@b", "no host in http://x.test") is None


@pytest.mark.parametrize(
    ("there", "says"),
    [("a", "Only the first"), ("c", "Only the last"), ("ac", "some did not come: b.")],
)
def test_some_of_several_cookies_are_told(there, says):
    cookies = {name: name * 3 for name in "abc"}
    brought = {name: cookies[name] for name in there}
    assert says in parts.of_cookies(cookies, brought, {}, "")

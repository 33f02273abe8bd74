"""The checks of unit 1's HTTP tasks, written the usual way: requests-mock in this process."""

import base64
import email.message
import importlib
import io
import json
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import requests_mock
import urllib3

from conftest import chinese, phrase, word


@pytest.fixture
def tasks():
    return importlib.import_module("http_tasks")


@pytest.fixture
def web():
    with requests_mock.Mocker() as mocker:
        yield mocker


def new_url(query=""):
    return f"http://{word()}.test/{word()}{query}"


def test_get_text(tasks, web):
    for text in (word(), f'{phrase(60)} "{word()}" &lt;b&gt;\n' * 100, f"{word()}\r\n", ""):
        url = new_url()
        web.get(url, content=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
        assert tasks.get_text(url) == text
    url = new_url(f"?{word(4)}={word()}&{word(5)}=%26")
    web.get(url, text=word())
    tasks.get_text(url)
    assert web.last_request.url == url


def test_get_text_in_its_charset(tasks, web):
    body = chinese(8).encode("gb18030")
    for charset in ("gb18030", "iso-8859-1"):
        url = new_url()
        web.get(url, content=body, headers={"Content-Type": f"text/plain; charset={charset}"})
        assert tasks.get_text(url) == body.decode(charset)
    url, text = new_url(), chinese(5)
    web.get(url, content=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    assert tasks.get_text(url) == text


def test_get_bytes(tasks, web):
    for data in (phrase().encode(), b"\xff\xfe\0\r\n\x80" * 3000 + b" \r\n", b""):
        url = new_url()
        web.get(url, content=data)
        assert tasks.get_bytes(url) == data


def test_get_json(tasks, web):
    hard = {phrase(): {"": [None, -7, 1e-9, [[]]]}, chinese(): '"\\ / \n', "no": False}
    for value, indent in (({word(): [1, 2.5, word()], "ok": True}, None), (hard, 2)):
        url = new_url()
        web.get(url, text=json.dumps(value, indent=indent))
        assert tasks.get_json(url) == value


def test_get_json_takes_any_value(tasks, web):
    for value in (None, [], [word(), 7], 0, False, "", word()):
        url = new_url()
        web.get(url, text=json.dumps(value))
        assert tasks.get_json(url) == value


def posted(tasks, web, fields, headers, text="answer"):
    url = new_url()
    web.post(url, text=text)
    before = web.call_count
    assert tasks.post_form(url, fields, headers) == text
    assert web.call_count == before + 1
    return web.last_request


def form_of(request):
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    return dict(parse_qsl(request.text, keep_blank_values=True))


def test_post_form(tasks, web):
    fields = {word(): word(), word(): word()}
    assert form_of(posted(tasks, web, fields, {})) == fields


def test_post_form_encodes(tasks, web):
    fields = {word(): "a & b=1+1 100%", word(): chinese(), f"x {chinese()}&": word(), word(): ""}
    assert form_of(posted(tasks, web, fields, {})) == fields


def test_post_form_sends_headers(tasks, web):
    for headers in (
        {f"X-{name}": word() for name in (word(6), word(6))},
        {f"x-{word(4)}-ODD": f'"{phrase()}" a=b, c'},
        {"User-Agent": word(), "Accept": f"text/x-{word(5)}"},
    ):
        request = posted(tasks, web, {word(): word()}, headers)
        assert headers.items() <= dict(request.headers).items()


def test_post_form_returns_the_text(tasks, web):
    for text in (word(), f"{phrase()}\n{chinese()} "):
        posted(tasks, web, {word(): word()}, {}, text)


def looked_up(tasks, web, status, headers):
    url = new_url()
    web.head(url, status_code=status, headers=headers)
    info = tasks.page_info(url)
    assert [each.method for each in web.request_history if each.url == url] == ["HEAD"]
    assert info == {
        "status": status,
        "last_modified": headers.get("Last-Modified"),
        "content_type": headers.get("Content-Type"),
        "content_length": int(headers["Content-Length"]) if "Content-Length" in headers else None,
    }


HEADERS = {
    "Last-Modified": "Sun, 01 Nov 2026 10:00:00 GMT",
    "Content-Type": "text/x-tea; charset=utf-8",
    "Content-Length": "4711",
}


def test_page_info_asks_with_head(tasks, web):
    looked_up(tasks, web, 200, HEADERS)


def test_page_info_tells_what_it_saw(tasks, web):
    looked_up(tasks, web, 200, HEADERS)
    looked_up(tasks, web, 200, HEADERS | {"Content-Length": "0"})


def test_page_info_knows_none(tasks, web):
    looked_up(tasks, web, 404, {})
    looked_up(tasks, web, 404, {"Content-Type": "text/plain", "Content-Length": "12"})
    looked_up(tasks, web, 200, {"Last-Modified": HEADERS["Last-Modified"]})


def tried(tasks, web, user, password, is_right=True):
    url = new_url()
    web.get(url, status_code=200 if is_right else 401)
    assert tasks.login(url, user, password) is is_right
    credentials = base64.b64encode(f"{user}:{password}".encode()).decode()
    assert web.last_request.headers["Authorization"] == f"Basic {credentials}"


def test_login_accepted(tasks, web):
    tried(tasks, web, word(), word())


def test_login_refused(tasks, web):
    tried(tasks, web, word(), word(), is_right=False)


def test_login_with_a_colon(tasks, web):
    for password in (f"{word(4)}:{word(4)}", f":{word(4)}@/#???% ~~~{word(4)}:", f'%41+"{word(4)}'):
        tried(tasks, web, word(), password)


def test_carry_cookies(tasks, web):
    for text in (word(), f" {phrase()}\n"):
        carried(tasks, web, {word(): word()}, text)


def test_carry_several_cookies(tasks, web):
    carried(tasks, web, {word(): word(), word(): word()}, word())
    carried(
        tasks, web, {word(): word(), f"{word(3)}-x_y.7": f"{word()}==", word(): "a.b%20_7"}, word()
    )


def setting(cookies):
    """Make an answer that sets cookies: requests reads them from the message under it alone."""
    message = email.message.Message()
    for name, value in cookies.items():
        message["Set-Cookie"] = f"{name}={value}; Path=/"
    original = SimpleNamespace(msg=message, isclosed=lambda: True, close=lambda: None)
    return urllib3.HTTPResponse(
        io.BytesIO(b"first"),
        message.items(),
        200,
        preload_content=False,
        original_response=original,
    )


def carried(tasks, web, cookies, text):
    first = new_url()
    second = f"{first}/next"
    web.get(first, raw=setting(cookies))
    web.get(second, text=text)
    assert tasks.carry_cookies(first, second) == text
    brought = dict(each.split("=", 1) for each in web.last_request.headers["Cookie"].split("; "))
    assert brought == cookies

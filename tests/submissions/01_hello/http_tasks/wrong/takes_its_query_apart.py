"""Wrong: get_text takes the query of its URL apart, and loses an empty value and a name that stands twice.

Loses: get_text
Says: These parts of its query did not come
"""
import functools
import requests
from requests import Request, Session
from requests.adapters import HTTPAdapter
from urllib.parse import quote, urlsplit, urlunsplit


class Loud(HTTPAdapter):
    def send(self, request, **kw):
        kw["timeout"] = kw.get("timeout") or 8
        return super().send(request, **kw)


def _session():
    s = Session()
    s.trust_env = False
    s.mount("http://", Loud())
    s.mount("https://", Loud())
    return s


def _send(method, url, *, session=None, **kw):
    s = session or _session()
    p = s.prepare_request(Request(method, url, **kw))
    return s.send(p)


_get = functools.partial(_send, "GET")


get_bytes = lambda url: _get(url).content
get_json = lambda url: _get(url).json()


def post_form(url, fields, headers):
    pairs = "&".join(quote(k, safe="") + "=" + quote(v, safe="") for k, v in fields.items())
    h = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} | headers
    return _send("POST", url, data=pairs, headers=h).text


def page_info(url):
    r = _send("HEAD", url)
    h = r.headers
    try:
        n = int(h["Content-Length"])
    except KeyError:
        n = None
    return dict(status=r.status_code, last_modified=h.get("Last-Modified"), content_type=h.get("Content-Type"), content_length=n)


def login(url, user, password):
    parts = urlsplit(url)
    netloc = f"{quote(user, safe='')}:{quote(password, safe='')}@{parts.netloc}"
    return _get(urlunsplit(parts._replace(netloc=netloc))).status_code == 200


def carry_cookies(first_url, second_url):
    a = _get(first_url)
    header = "; ".join(f"{c.name}={c.value}" for c in a.cookies)
    return _get(second_url, headers={"Cookie": header}).text

from urllib.parse import parse_qsl

def get_text(url):
    base, _, query = url.partition("?")
    return _get(base, params=dict(parse_qsl(query))).text

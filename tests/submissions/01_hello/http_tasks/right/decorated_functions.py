"""Right: a decorator lends each function an open Session; cookies are set on it by hand."""
import functools
import requests


def with_session(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        with requests.Session() as s:
            return func(s, *args, **kwargs)
    return wrapper


@with_session
def get_text(s, url):
    return s.get(url).text

@with_session
def get_bytes(s, url):
    return bytes(s.get(url).content)

@with_session
def get_json(s, url):
    return s.get(url).json()

@with_session
def post_form(s, url, fields, headers):
    request = requests.Request("POST", url, data=fields)
    ready = s.prepare_request(request)
    for name, value in headers.items():
        ready.headers[name] = value
    return s.send(ready).text

@with_session
def page_info(s, url):
    r = s.head(url)
    names = ["Last-Modified", "Content-Type", "Content-Length"]
    changed, kind, size = [r.headers.get(n) for n in names]
    return {"content_length": None if size is None else int(size), "content_type": kind,
            "last_modified": changed, "status": r.status_code}

@with_session
def login(s, url, user, password):
    s.headers["Authorization"] = requests.auth._basic_auth_str(user, password)
    return not s.get(url).status_code == 401

@with_session
def carry_cookies(s, first_url, second_url):
    first = requests.get(first_url)          # outside the session
    for name, value in first.cookies.items():
        s.cookies.set(name, value)
    return s.get(second_url).text

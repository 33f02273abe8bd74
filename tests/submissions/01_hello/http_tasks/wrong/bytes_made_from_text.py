"""Wrong: get_bytes encodes response.text, so anything that is not text is spoilt.

Loses: get_bytes
Says: made into a text and back
"""
import requests


def _get(url, **kw):
    return requests.request("GET", url, timeout=10, **kw)


def get_text(url):
    return _get(url).text


def get_bytes(url):
    return get_text(url).encode("utf-8")


def get_json(url):
    return _get(url).json()


def post_form(url, fields, headers):
    return requests.request("POST", url, data=fields, headers=headers, timeout=10).text


def page_info(url):
    r = requests.request("HEAD", url, timeout=10)
    n = r.headers.get("Content-Length")
    return dict(
        status=r.status_code,
        last_modified=r.headers.get("Last-Modified"),
        content_type=r.headers.get("Content-Type"),
        content_length=int(n) if n is not None else None,
    )


def login(url, user, password):
    return _get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    return _get(second_url, cookies=_get(first_url).cookies).text

"""Wrong: post_form returns the Response object instead of its text.

Loses: post_form_returns_the_text
Says: The Response object came back; the text of it is asked for
"""
import requests


def get(url, **kw):
    return requests.get(url, **kw)


def get_text(url):
    return get(url).text


def get_bytes(url):
    return get(url).content


def get_json(url):
    return get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers)


def page_info(url):
    r = requests.head(url)
    n = r.headers.get("Content-Length")
    return {"status": r.status_code, "content_length": None if n is None else int(n),
            "content_type": r.headers.get("Content-Type"), "last_modified": r.headers.get("Last-Modified")}


def login(url, user, password):
    return get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    return get(second_url, cookies=get(first_url).cookies.get_dict()).text

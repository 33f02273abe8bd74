"""Right: reads each Set-Cookie line of the raw response with http.cookies.SimpleCookie."""
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import requests as rq

FORM = "application/x-www-form-urlencoded; charset=utf-8"


def get_text(url):
    page = rq.get(url)
    assert page.status_code == 200, page.status_code
    return page.text


def get_bytes(url):
    page = rq.get(url)
    assert page.status_code == 200, page.status_code
    return page.content


def get_json(url):
    return rq.get(url, headers={"Accept": "application/json"}).json()


def post_form(url, fields, headers):
    body = urlencode(fields).encode("ascii")
    page = rq.post(url, data=body, headers={**headers, "content-type": FORM})
    return page.text


def page_info(url):
    page = rq.head(url)
    size = page.headers.get("CONTENT-LENGTH")
    return {"status": page.status_code,
            "last_modified": page.headers.get("LAST-MODIFIED"),
            "content_type": page.headers.get("CONTENT-TYPE"),
            "content_length": size if size is None else int(size)}


def login(url, user, password):
    page = rq.get(url, auth=(user, password))
    return page.status_code == rq.codes.ok


def carry_cookies(first_url, second_url):
    page = rq.get(first_url)
    box = SimpleCookie()
    for line in page.raw.headers.getlist("Set-Cookie"):
        box.load(line)
    cookies = {name: morsel.value for name, morsel in box.items()}
    return rq.get(second_url, cookies=cookies).text

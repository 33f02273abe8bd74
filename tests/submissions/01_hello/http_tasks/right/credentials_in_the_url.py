"""Right: writes user and password (quoted) into the URL, and carries the cookies as a plain dict."""
from urllib.parse import quote, urlsplit, urlunsplit

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    as_pairs = [(key, fields[key]) for key in fields]
    return requests.post(url, data=as_pairs, headers=headers).text


def page_info(url):
    resp = requests.head(url)
    n = resp.headers.get("content-length")
    return {
        "status": resp.status_code,
        "last_modified": resp.headers.get("last-modified"),
        "content_type": resp.headers.get("content-type"),
        "content_length": n and int(n),
    }


def login(url, user, password):
    parts = urlsplit(url)
    who = quote(user, safe="") + ":" + quote(password, safe="")
    with_password = urlunsplit(parts._replace(netloc=who + "@" + parts.netloc))
    return requests.get(with_password).status_code == 200


def carry_cookies(first_url, second_url):
    biscuits = requests.get(first_url).cookies.get_dict()
    return requests.get(second_url, cookies=biscuits).text

"""Wrong: percent-encoding in a cookie's value is undone.

Loses: carry_several_cookies
Says: what begins with % was decoded
"""

from urllib.parse import unquote

import requests


def get_text(url):
    return requests.get(url, timeout=5).text


def get_bytes(url):
    return requests.get(url, timeout=5).content


def get_json(url):
    return requests.get(url, timeout=5).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers, timeout=5).text


def page_info(url):
    response = requests.head(url, timeout=5)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password), timeout=5).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url, timeout=5)
    cookies = {name: unquote(value) for name, value in first.cookies.items()}
    return requests.get(second_url, cookies=cookies, timeout=5).text

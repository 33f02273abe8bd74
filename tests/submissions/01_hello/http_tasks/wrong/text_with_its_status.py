"""Wrong: get_text tells the status as well.

Loses: get_text
Points: 17
Says: The right text is in it, with more before or after it.
"""

import requests


def get_text(url):
    r = requests.get(url)
    return f"{r.status_code}: {r.text}"


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    return r.text


def page_info(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": length,
    }


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

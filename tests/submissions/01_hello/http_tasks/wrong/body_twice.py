"""Wrong: get_bytes begins with the body and adds its pieces.

Loses: get_bytes
Says: The body came back more than once.
"""

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    r = requests.get(url)
    data = r.content
    for piece in r.iter_content(1024):
        data += piece
    return data


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

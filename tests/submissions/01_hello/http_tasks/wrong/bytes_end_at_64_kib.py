"""Wrong: get_bytes reads once, and so 65536 bytes at most.

Loses: get_bytes
Points: 18
Says: Only the first 65536 of
"""

import requests


def get_text(url):
    return requests.get(url, timeout=5).text


def get_bytes(url):
    with requests.get(url, stream=True, timeout=5) as response:
        return response.raw.read(65536)


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
    with requests.Session() as session:
        session.get(first_url, timeout=5)
        return session.get(second_url, timeout=5).text

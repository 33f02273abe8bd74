"""Wrong: page_info finds headers only in the letters that most servers write.

Loses: page_info_tells_what_it_saw
Says: last-modified in small letters here
"""

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
    headers = dict(response.headers)
    length = headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": headers.get("Last-Modified"),
        "content_type": headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password), timeout=5).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url, timeout=5)
        return session.get(second_url, timeout=5).text

"""Wrong: get_text decodes each piece of the body for itself.

Loses: get_text_in_its_charset
Says: Some characters came back as
"""

import requests


def get_text(url):
    response = requests.get(url, stream=True, timeout=5)
    pieces = response.iter_content(8192)
    return "".join(piece.decode(response.encoding, "replace") for piece in pieces)


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
    with requests.Session() as session:
        session.get(first_url, timeout=5)
        return session.get(second_url, timeout=5).text

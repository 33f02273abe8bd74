"""Wrong: post_form gives the text of answers with status 200, and an empty one for 201.

Loses: post_form_returns_the_text
Says: The status of this answer is 201
"""

import requests


def get_text(url):
    return requests.get(url, timeout=5).text


def get_bytes(url):
    return requests.get(url, timeout=5).content


def get_json(url):
    return requests.get(url, timeout=5).json()


def post_form(url, fields, headers):
    response = requests.post(url, data=fields, headers=headers, timeout=5)
    return response.text if response.status_code == 200 else ""


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

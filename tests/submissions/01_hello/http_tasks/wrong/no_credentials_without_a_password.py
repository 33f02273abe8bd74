"""Wrong: login sends no credentials where the password is empty.

Loses: login_with_a_colon
Says: The request has no Authorization header
"""

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    auth = (user, password) if user and password else None
    return requests.get(url, auth=auth).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    return requests.get(second_url, cookies=first.cookies).text

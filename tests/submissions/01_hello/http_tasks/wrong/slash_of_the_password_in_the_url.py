"""Wrong: the credentials stand in the URL, and quote() leaves a slash as it is.

Loses: login_with_a_colon
Says: The / of the password | safe=''
"""

from urllib.parse import quote

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
    scheme, rest = url.split("://", 1)
    place = f"{scheme}://{quote(user)}:{quote(password)}@{rest}"
    return requests.get(place, timeout=5).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url, timeout=5)
        return session.get(second_url, timeout=5).text

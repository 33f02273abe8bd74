"""Wrong: the credentials of the first call stay in its Session.

Loses: login_accepted
Says: sent other credentials than it should | of the call before it
"""

import requests

session = requests.Session()


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    response = requests.post(url, data=fields, headers=headers)
    return response.text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    if session.auth is None:
        session.auth = (user, password)
    response = session.get(url)
    return response.status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    return session.get(second_url).text

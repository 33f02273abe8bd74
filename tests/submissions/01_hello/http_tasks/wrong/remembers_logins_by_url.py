"""Wrong: whoever comes after a login to the same page is let in.

Loses: login_refused
Says: It made no request: the call before it had the right credentials
Never says: is a response like any other
"""

import requests

known = {}


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
    if url not in known:
        known[url] = requests.get(url, auth=(user, password)).status_code == 200
    return known[url]


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    return session.get(second_url).text

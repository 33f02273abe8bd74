"""Wrong: a call of a function stands between the functions; its request ends the import, and the last two are never defined.

Loses: login_accepted, carry_cookies
Points: 15
Says: ended in line 39 with requests.exceptions.ConnectionError: a request was made from there, and no request is answered during the import. The lines below did not run.
Never says: ended in line 13 | Connection aborted
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


get_text("http://127.0.0.1:8000/menu")


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

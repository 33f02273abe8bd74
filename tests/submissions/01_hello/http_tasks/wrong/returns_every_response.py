"""Wrong: returns the Response objects themselves.

Loses: get_text, get_bytes, get_json, post_form_returns_the_text, page_info_tells_what_it_saw, page_info_knows_none, carry_cookies
Says: the text of it is asked for | the bytes of its body are asked for | a dict made from it is asked for
"""

import requests


def get_text(url):
    return requests.get(url)


def get_bytes(url):
    return requests.get(url)


def get_json(url):
    return requests.get(url)


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers)


def page_info(url):
    return requests.head(url)


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url)

"""Wrong: prints in each function what it should have returned.

Loses: get_text, get_bytes, get_json, post_form_returns_the_text, page_info_tells_what_it_saw, login_accepted, carry_cookies
Says: It printed the right value and returned None
"""

import requests


def get_text(url):
    print(requests.get(url).text)


def get_bytes(url):
    print(requests.get(url).content)


def get_json(url):
    print(requests.get(url).json())


def post_form(url, fields, headers):
    print(requests.post(url, data=fields, headers=headers).text)


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    print({
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    })


def login(url, user, password):
    print(requests.get(url, auth=(user, password)).status_code == 200)


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        print(session.get(second_url).text)

"""Wrong: get_text takes the URL from sys.argv, as a script would.

Loses: get_text
Says: The line takes more from sys.argv than it holds
"""
import sys

import requests


def get_text(url):
    url = sys.argv[1]
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

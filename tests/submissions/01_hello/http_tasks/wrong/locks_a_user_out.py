"""Wrong: login counts refusals, and after three of a user it returns False without a request.

Loses: login_refused
Says: Your function did not make the request GET | No request left the function.
"""

from collections import Counter

import requests

refusals = Counter()


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
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    if refusals[user] >= 3:
        return False
    if requests.get(url, auth=(user, password)).status_code == 200:
        return True
    refusals[user] += 1
    return False


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    return requests.get(second_url, cookies=first.cookies).text

"""Wrong: post_form posts, and then GETs the page, as a browser does after a redirect.

Loses: post_form
Says: Your function sent 2 requests with a form's answer. | The page was asked for with POST and GET
Never says: sends with GET
"""

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    requests.post(url, data=fields, headers=headers)
    return requests.get(url).text


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
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    return requests.get(second_url, cookies=first.cookies).text

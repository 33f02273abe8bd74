"""Wrong: page_info writes the content type in small letters.

Loses: page_info_tells_what_it_saw
Says: Only the case of the letters
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    return r.text


def page_info(url):
    r = requests.head(url)
    kind, length = r.headers.get("Content-Type"), r.headers.get("Content-Length")
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": kind and kind.lower(),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

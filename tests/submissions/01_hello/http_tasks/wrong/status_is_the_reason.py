"""Wrong: page_info gives the reason in the place of the status.

Loses: page_info_tells_what_it_saw
Says: 'OK' is the reason that stands beside the status
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
    answer = requests.head(url)
    length = answer.headers.get("Content-Length")
    return {
        "status": answer.reason,
        "last_modified": answer.headers.get("Last-Modified"),
        "content_type": answer.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

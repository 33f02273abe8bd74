"""Wrong: login returns the string "True" or "False", and both strings are true.

Loses: login_refused
Says: 'False' is a text, and every text that is not empty counts as true
"""
import requests


def get_text(url):
    return str(requests.get(url).text)


def get_bytes(url):
    return bytes(requests.get(url).content)


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return str(requests.post(url, data=fields, headers=headers).text)


def page_info(url):
    answer = requests.head(url)
    length = answer.headers.get("Content-Length")
    return {
        "status": int(answer.status_code),
        "last_modified": answer.headers.get("Last-Modified"),
        "content_type": answer.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    answer = requests.get(url, auth=(user, password))
    return str(answer.ok)


def carry_cookies(first_url, second_url):
    answer = requests.get(first_url)
    return str(requests.get(second_url, cookies=answer.cookies).text)

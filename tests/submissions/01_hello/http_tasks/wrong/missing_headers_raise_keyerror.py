"""Wrong: page_info indexes the headers and dies of a KeyError where one is missing.

Loses: page_info_knows_none
Says: no header 'last-modified': for a missing one
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
    r = requests.head(url)
    return {
        "status": r.status_code,
        "last_modified": r.headers["Last-Modified"],
        "content_type": r.headers["Content-Type"],
        "content_length": int(r.headers["Content-Length"]),
    }


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.ok


def carry_cookies(first_url, second_url):
    r = requests.get(first_url)
    r = requests.get(second_url, cookies=r.cookies.get_dict())
    return r.text

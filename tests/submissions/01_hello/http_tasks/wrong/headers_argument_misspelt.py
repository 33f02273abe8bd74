"""Wrong: post_form writes header= instead of headers=, a TypeError before anything is sent.

Loses: post_form
Points: 15
Says: knows no argument header | called headers
Never says: No request left
"""
import requests

s = requests.Session()
get = s.get


def get_text(url):
    return get(url).text


def get_bytes(url):
    return get(url).content


def get_json(url):
    return get(url).json()


def post_form(url, fields, headers):
    r = s.post(url, data=fields, header=headers)
    return r.text


def page_info(url):
    r = s.head(url)
    def number(x):
        return int(x) if x is not None else None
    return {"status": r.status_code,
            "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": number(r.headers.get("Content-Length"))}


def login(url, user, password):
    return get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    get(first_url)
    return get(second_url).text

"""Wrong: login uses HTTPDigestAuth for a page that wants basic auth.

Loses: login_accepted
Points: 17
Says: This is digest auth
"""
import requests
from requests.auth import HTTPDigestAuth


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.request("POST", url, data=fields, headers=headers).text


def page_info(url):
    r = requests.request("HEAD", url)
    length = r.headers.get("Content-Length")
    return {"status": r.status_code,
            "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": int(length) if length is not None else None}


def login(url, user, password):
    r = requests.get(url, auth=HTTPDigestAuth(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    r = requests.get(first_url)
    return requests.get(second_url, cookies=r.cookies).text

"""Wrong: post_form passes the fields as params=, which puts them into the URL and leaves the body empty.

Loses: post_form
Says: The fields are in the URL
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, params=fields, headers=headers).text


def page_info(url):
    resp = requests.head(url)
    headers = {k.lower(): v for k, v in resp.headers.items()}
    return {
        "status": resp.status_code,
        "last_modified": headers.get("last-modified"),
        "content_type": headers.get("content-type"),
        "content_length": int(headers["content-length"]) if "content-length" in headers else None,
    }


def login(url, user, password):
    return bool(requests.get(url, auth=(user, password)))


def carry_cookies(first_url, second_url):
    r1 = requests.get(first_url)
    r2 = requests.get(second_url, cookies=dict(r1.cookies))
    return r2.text

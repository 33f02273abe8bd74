"""Wrong: get_json returns the method resp.json instead of calling it.

Loses: get_json
Points: 18
Says: The method json came back itself. A call has parentheses: json()
"""
import requests

TIMEOUT = 8


def get_text(url):
    resp = requests.get(url, timeout=TIMEOUT)
    return resp.text


def get_bytes(url):
    resp = requests.get(url, timeout=TIMEOUT)
    return resp.content


def get_json(url):
    resp = requests.get(url, timeout=TIMEOUT)
    return resp.json


def post_form(url, fields, headers):
    resp = requests.post(url, headers=headers, data=fields, timeout=TIMEOUT)
    return resp.text


def page_info(url):
    resp = requests.head(url, timeout=TIMEOUT)
    try:
        length = int(resp.headers["Content-Length"])
    except KeyError:
        length = None
    return {"status": resp.status_code,
            "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"),
            "content_length": length}


def login(url, user, password):
    resp = requests.get(url, auth=(user, password), timeout=TIMEOUT)
    return resp.ok


def carry_cookies(first_url, second_url):
    cookies = requests.get(first_url, timeout=TIMEOUT).cookies.get_dict()
    resp = requests.get(second_url, cookies=cookies, timeout=TIMEOUT)
    return resp.text

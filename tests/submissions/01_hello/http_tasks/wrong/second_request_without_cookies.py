"""Wrong: carry_cookies makes two unconnected requests and expects the server to remember.

Loses: carry_cookies
Points: 18
Says: The second request has no Cookie header
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
    h = r.headers
    length = h.get("Content-Length")
    return {"status": r.status_code, "last_modified": h.get("Last-Modified"),
            "content_type": h.get("Content-Type"),
            "content_length": int(length) if length is not None else None}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    requests.get(first_url)
    return requests.get(second_url).text

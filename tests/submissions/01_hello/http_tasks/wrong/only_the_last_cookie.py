"""Wrong: carry_cookies overwrites its Cookie header in a loop, so only the last cookie is sent.

Loses: carry_several_cookies
Says: Only the last of 2 cookies
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
    resp = requests.head(url)
    length = resp.headers.get("Content-Length")
    return {"status": resp.status_code, "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"),
            "content_length": int(length) if length is not None else None}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    headers = {}
    for cookie in requests.get(first_url).cookies:
        headers["Cookie"] = cookie.name + "=" + cookie.value
    return requests.get(second_url, headers=headers).text

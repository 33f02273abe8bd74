"""Wrong: page_info sends HEAD and then also a GET, to be sure that the length is right.

Loses: page_info_asks_with_head
Says: asked for the page itself with GET
"""
import requests


def get_text(url):
    return requests.get(url, timeout=5).text


def get_bytes(url):
    return requests.get(url, timeout=5).content


def get_json(url):
    return requests.get(url, timeout=5).json()


def post_form(url, fields, headers):
    return requests.post(url, fields, headers=headers, timeout=5).text


def page_info(url):
    head = requests.head(url, timeout=5)
    length = head.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    body = requests.get(url, timeout=5).content
    if len(body) != length:
        print("strange:", len(body), "bytes came, but the header says", length)
    return {"status": head.status_code,
            "last_modified": head.headers.get("Last-Modified"),
            "content_type": head.headers.get("Content-Type"),
            "content_length": length}


def login(url, user, password):
    return requests.get(url, auth=(user, password), timeout=5).ok


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url, timeout=5)
        return s.get(second_url, timeout=5).text

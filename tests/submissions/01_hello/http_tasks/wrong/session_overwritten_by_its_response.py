"""Wrong: carry_cookies writes s = s.get(...), so the session is gone before the second page.

Loses: carry_cookies
Points: 18
Says: A Response has no get() | Session
"""
import requests


def get_text(url):
    s = requests.Session()
    s = s.get(url)
    return s.text


def get_bytes(url):
    s = requests.Session()
    s = s.get(url)
    return s.content


def get_json(url):
    s = requests.Session()
    s = s.get(url)
    return s.json()


def post_form(url, fields, headers):
    s = requests.Session()
    s = s.post(url, data=fields, headers=headers)
    return s.text


def page_info(url):
    s = requests.Session()
    s = s.head(url)
    n = s.headers.get("Content-Length")
    return {"status": s.status_code, "last_modified": s.headers.get("Last-Modified"),
            "content_type": s.headers.get("Content-Type"), "content_length": None if n is None else int(n)}


def login(url, user, password):
    s = requests.Session()
    s = s.get(url, auth=(user, password))
    return s.status_code == 200


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s = s.get(first_url)
    s = s.get(second_url)
    return s.text

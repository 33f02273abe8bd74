"""Wrong: carry_cookies returns the session, which has the cookies and no page.

Loses: carry_cookies
Says: The Session came back, and not what was answered to its request.
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
    length = r.headers.get("Content-Length")
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    session.get(second_url)
    return session

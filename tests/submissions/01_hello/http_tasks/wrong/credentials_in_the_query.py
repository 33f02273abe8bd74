"""Wrong: login sends user and password as query parameters, not as HTTP basic auth.

Loses: login_accepted
Points: 18
Says: The credentials stand in the URL
Never says: digest
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
    return {"status": r.status_code,
            "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": length and int(length)}


def login(url, user, password):
    r = requests.get(url, params={"user": user, "password": password})
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        r = s.get(first_url)
        r = s.get(second_url)
    return r.text

"""Wrong: carry_cookies opens a new Session for the second page, and its jar is empty.

Loses: carry_cookies
Points: 18
Says: The second request has no Cookie header | a Session does, in its own requests
"""
import requests


def get_text(url):
    return requests.Session().get(url).text


def get_bytes(url):
    return requests.Session().get(url).content


def get_json(url):
    return requests.Session().get(url).json()


def post_form(url, fields, headers):
    return requests.Session().post(url, data=fields, headers=headers).text


def page_info(url):
    answer = requests.Session().head(url)
    size = answer.headers.get("Content-Length")
    return {"status": answer.status_code,
            "last_modified": answer.headers.get("Last-Modified"),
            "content_type": answer.headers.get("Content-Type"),
            "content_length": None if size is None else int(size)}


def login(url, user, password):
    return requests.Session().get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    requests.Session().get(first_url)
    return requests.Session().get(second_url).text

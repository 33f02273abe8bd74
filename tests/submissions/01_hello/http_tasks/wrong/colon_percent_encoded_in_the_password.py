"""Wrong: login writes %3A for a colon although auth= takes the password as it is.

Loses: login_with_a_colon
Says: are percent-encoded, which is for URLs
"""
import requests
from requests.auth import HTTPBasicAuth


def get_text(url):
    with requests.Session() as session:
        return session.get(url).text


def get_bytes(url):
    with requests.Session() as session:
        return session.get(url).content


def get_json(url):
    with requests.Session() as session:
        return session.get(url).json()


def post_form(url, fields, headers):
    with requests.Session() as session:
        return session.post(url, data=fields, headers=headers).text


def page_info(url):
    with requests.Session() as session:
        answer = session.head(url)
    info = {"status": answer.status_code}
    info["last_modified"] = answer.headers.get("Last-Modified")
    info["content_type"] = answer.headers.get("Content-Type")
    length = answer.headers.get("Content-Length")
    info["content_length"] = int(length) if length is not None else None
    return info


def login(url, user, password):
    # a ":" would end the user name too early
    safe = password.replace(":", "%3A")
    with requests.Session() as session:
        return session.get(url, auth=HTTPBasicAuth(user, safe)).ok


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

"""Wrong: post_form quotes the values although requests quotes them as well.

Loses: post_form_encodes
Says: The fields were encoded twice
"""
from urllib.parse import quote

import requests
from requests import Request


def send(session, method, url, **parts):
    return session.send(session.prepare_request(Request(method, url, **parts)))


def get_text(url):
    return send(requests.Session(), "GET", url).text


def get_bytes(url):
    return send(requests.Session(), "GET", url).content


def get_json(url):
    return send(requests.Session(), "GET", url).json()


def post_form(url, fields, headers):
    safe_fields = {name: quote(value) for name, value in fields.items()}
    return send(requests.Session(), "POST", url, data=safe_fields, headers=headers).text


def page_info(url):
    answer = send(requests.Session(), "HEAD", url)
    length = answer.headers.get("Content-Length")
    return {"status": answer.status_code, "last_modified": answer.headers.get("Last-Modified"),
            "content_type": answer.headers.get("Content-Type"),
            "content_length": None if length is None else int(length)}


def login(url, user, password):
    return send(requests.Session(), "GET", url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    send(session, "GET", first_url)
    return send(session, "GET", second_url).text

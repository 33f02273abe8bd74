"""Wrong: login splits user:password at every colon and sends only what comes before the second one.

Loses: login_with_a_colon
Says: all others belong to the password
"""
import base64

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
    size = r.headers.get("Content-Length")
    return {"status": r.status_code, "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": int(size) if size is not None else None}


def basic(credentials):
    parts = credentials.split(":")
    line = parts[0].strip() + ":" + parts[1].strip()
    return {"Authorization": "Basic " + base64.b64encode(line.encode()).decode()}


def login(url, user, password):
    r = requests.get(url, headers=basic(f"{user}:{password}"))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s.get(first_url)
    return s.get(second_url).text

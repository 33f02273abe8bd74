"""Wrong: post_form encodes the body to bytes and turns those into text with str(), so it begins with b'.

Loses: post_form
Points: 17
Says: the body begins with b and a quote
"""
from urllib.parse import urlencode

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    body = urlencode(fields).encode("utf-8")
    form_type = {"Content-Type": "application/x-www-form-urlencoded"}
    return requests.post(url, data=str(body), headers={**form_type, **headers}).text


def page_info(url):
    r = requests.head(url)
    out = {"status": r.status_code}
    for key, header in [("last_modified", "Last-Modified"), ("content_type", "Content-Type")]:
        out[key] = r.headers.get(header)
    out["content_length"] = int(r.headers["Content-Length"]) if "Content-Length" in r.headers else None
    return out


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s.get(first_url)
    page = s.get(second_url)
    s.close()
    return page.text

"""Right: full of debug prints, and login returns resp.ok."""
import pprint
import sys

import requests


def show(resp):
    print("=" * 20, resp.request.method, resp.url, resp, file=sys.stderr)
    print("sent:", resp.request.headers)
    pprint.pprint(dict(resp.headers))
    print("body starts with", resp.content[:40])
    return resp


def get_text(url):
    t = show(requests.get(url)).text
    print(t)
    return t


def get_bytes(url):
    b = show(requests.get(url)).content
    print(b, len(b))
    return b


def get_json(url):
    data = show(requests.get(url)).json()
    print(type(data), data)
    return data


def post_form(url, fields, headers):
    print("fields:", fields, "headers:", headers)
    resp = show(requests.post(url, data=fields, headers=headers))
    print(resp.request.body)
    return resp.text


def page_info(url):
    resp = show(requests.head(url))
    get = resp.headers.get
    length = get("Content-Length")
    info = {"status": resp.status_code, "last_modified": get("Last-Modified"),
            "content_type": get("Content-Type"), "content_length": length and int(length)}
    print(info)
    return info


def login(url, user, password):
    print("trying", user, "*" * len(password))
    return show(requests.get(url, auth=(user, password))).ok


def carry_cookies(first_url, second_url):
    s = requests.Session()
    show(s.get(first_url))
    print("in my jar:", s.cookies)
    return show(s.get(second_url)).text

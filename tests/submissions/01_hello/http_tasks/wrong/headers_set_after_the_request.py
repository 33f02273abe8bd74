"""Wrong: post_form puts the headers into the session only after the request has gone out.

Loses: post_form_sends_headers
Says: does not have the 2 extra headers
"""
import requests


def get_text(url):
    s = requests.Session()
    return s.get(url).text


def get_bytes(url):
    s = requests.Session()
    return s.get(url).content


def get_json(url):
    s = requests.Session()
    return s.get(url).json()


def post_form(url, fields, headers):
    s = requests.Session()
    r = s.post(url, fields)
    s.headers.update(headers)
    return r.text


def page_info(url):
    s = requests.Session()
    r = s.head(url)
    info = dict.fromkeys(["last_modified", "content_type", "content_length"])
    info["status"] = r.status_code
    for name in r.headers:
        key = name.lower().replace("-", "_")
        if key in info:
            info[key] = r.headers[name]
    if info["content_length"]:
        info["content_length"] = int(info["content_length"])
    return info


def login(url, user, password):
    s = requests.Session()
    s.auth = user, password
    return s.get(url).status_code == 200


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s.get(first_url)
    return s.get(second_url).text

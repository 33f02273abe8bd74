"""Wrong: page_info counts the bytes of the body, but the answer to HEAD has none.

Loses: page_info_tells_what_it_saw
Says: The answer to a HEAD has no body that could be counted
"""
import requests


def get_text(url):
    r = requests.get(url)
    return r.text


def get_bytes(url):
    r = requests.get(url)
    return r.content


def get_json(url):
    r = requests.get(url)
    return r.json()


def post_form(url, fields, headers):
    r = requests.post(url, headers=headers, data=fields)
    return r.text


def page_info(url):
    r = requests.head(url)
    info = {"status": r.status_code}
    info["last_modified"] = r.headers.get("Last-Modified")
    info["content_type"] = r.headers.get("Content-Type")
    info["content_length"] = len(r.content) if r.content else None
    return info


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s.get(first_url)
    r = s.get(second_url)
    return r.text

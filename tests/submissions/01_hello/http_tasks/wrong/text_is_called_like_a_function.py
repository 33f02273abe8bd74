"""Wrong: get_text calls resp.text(), but text is an attribute (TypeError).

Loses: get_text
Points: 17
Says: text is a value of a response and no method
"""
import requests

S = requests.Session()


def get_text(url):
    resp = S.get(url)
    return resp.text()


def get_bytes(url):
    resp = S.get(url)
    return resp.content


def get_json(url):
    resp = S.get(url)
    return resp.json()


def post_form(url, fields, headers):
    return S.post(url, data=fields, headers=headers).text


def page_info(url):
    resp = S.head(url)
    info = {"status": resp.status_code}
    info["last_modified"] = resp.headers.get("last-modified")
    info["content_type"] = resp.headers.get("content-type")
    info["content_length"] = resp.headers.get("content-length")
    if info["content_length"] is not None:
        info["content_length"] = int(info["content_length"])
    return info


def login(url, user, password):
    return S.get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    S.get(first_url)
    return S.get(second_url).text

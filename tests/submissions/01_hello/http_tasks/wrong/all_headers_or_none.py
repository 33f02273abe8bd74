"""Wrong: page_info gives no header at all as soon as one is missing.

Loses: page_info_knows_none
Says: The server said Content-Type, and None came for it
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    return r.text


def page_info(url):
    r = requests.head(url)
    info = dict.fromkeys(("last_modified", "content_type", "content_length"))
    if {"last-modified", "content-type", "content-length"} <= {name.lower() for name in r.headers}:
        info["last_modified"] = r.headers["Last-Modified"]
        info["content_type"] = r.headers["Content-Type"]
        info["content_length"] = int(r.headers["Content-Length"])
    info["status"] = r.status_code
    return info


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

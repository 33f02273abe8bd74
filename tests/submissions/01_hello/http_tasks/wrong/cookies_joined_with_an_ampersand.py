"""Wrong: carry_cookies joins the cookies with "&" like a form, so two of them become one.

Loses: carry_several_cookies
Says: Two cookies became one
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
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return requests.post(url, data=urlencode(fields), headers=form | headers).text


def page_info(url):
    head = requests.head(url)
    size = head.headers.get("Content-Length")
    return {"status": head.status_code, "last_modified": head.headers.get("Last-Modified"),
            "content_type": head.headers.get("Content-Type"),
            "content_length": None if size is None else int(size)}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    cookies = requests.get(first_url).cookies.get_dict()
    line = "&".join(f"{k}={v}" for k, v in cookies.items())
    return requests.get(second_url, headers={"Cookie": line}).text

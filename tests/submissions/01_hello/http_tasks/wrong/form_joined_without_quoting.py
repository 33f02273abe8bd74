"""Wrong: post_form joins the body by hand and does not quote the values.

Loses: post_form_encodes
Says: A & that belongs to a value was sent as it is
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    return requests.post(url, data=body.encode("utf-8"), headers=headers).text


def page_info(url):
    resp = requests.head(url)
    length = resp.headers.get("Content-Length")
    return dict(status=resp.status_code,
                last_modified=resp.headers.get("Last-Modified"),
                content_type=resp.headers.get("Content-Type"),
                content_length=int(length) if length else None)


def login(url, user, password):
    return requests.get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    return requests.get(second_url, cookies=requests.get(first_url).cookies).text

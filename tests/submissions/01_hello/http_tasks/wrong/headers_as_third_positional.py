"""Wrong: post_form gives the headers as third positional argument of post, which is json, so they are lost.

Loses: post_form_sends_headers
Says: does not have the 2 extra headers
"""
import requests


def get_text(url):
    with requests.get(url) as resp:
        return resp.text


def get_bytes(url):
    with requests.get(url) as resp:
        return resp.content


def get_json(url):
    with requests.get(url) as resp:
        return resp.json()


def post_form(url, fields, headers):
    with requests.post(url, fields, headers) as resp:
        return resp.text


def page_info(url):
    with requests.head(url) as resp:
        length = resp.headers.get("Content-Length")
        return {"status": resp.status_code,
                "last_modified": resp.headers.get("Last-Modified"),
                "content_type": resp.headers.get("Content-Type"),
                "content_length": int(length) if length is not None else None}


def login(url, user, password):
    with requests.get(url, auth=(user, password)) as resp:
        return resp.ok


def carry_cookies(first_url, second_url):
    with requests.get(first_url) as one:
        with requests.get(second_url, cookies=one.cookies) as two:
            return two.text

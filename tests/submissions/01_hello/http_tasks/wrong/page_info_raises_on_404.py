"""Wrong: page_info calls raise_for_status, so a missing page is an exception and not a status.

Loses: page_info_knows_none
Says: raise_for_status() raised this | 404
"""
import requests


def checked(resp):
    resp.raise_for_status()
    return resp


def get_text(url):
    return checked(requests.get(url)).text


def get_bytes(url):
    return checked(requests.get(url)).content


def get_json(url):
    return checked(requests.get(url)).json()


def post_form(url, fields, headers):
    return checked(requests.post(url, data=fields, headers=headers)).text


def page_info(url):
    resp = checked(requests.head(url))
    length = resp.headers.get("Content-Length")
    return {"status": resp.status_code,
            "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"),
            "content_length": int(length) if length is not None else None}


def login(url, user, password):
    resp = requests.get(url, auth=(user, password))
    return resp.status_code != 401


def carry_cookies(first_url, second_url):
    first = checked(requests.get(first_url))
    return checked(requests.get(second_url, cookies=first.cookies)).text

"""Wrong: carry_cookies passes cookies=first.headers, so every header becomes a cookie.

Loses: carry_cookies, carry_several_cookies
Says: Headers of the first answer were sent as cookies
"""
import requests


def get_text(url):
    page = requests.get(url)
    return page.text


def get_bytes(url):
    page = requests.get(url)
    return page.content


def get_json(url):
    page = requests.get(url)
    return page.json()


def post_form(url, fields, headers):
    page = requests.post(url, data=fields, headers=headers)
    return page.text


def page_info(url):
    page = requests.head(url)
    info = {}
    info["status"] = page.status_code
    info["last_modified"] = page.headers.get("Last-Modified")
    info["content_type"] = page.headers.get("Content-Type")
    info["content_length"] = page.headers.get("Content-Length")
    if info["content_length"] is not None:
        info["content_length"] = int(info["content_length"])
    return info


def login(url, user, password):
    page = requests.get(url, auth=(user, password))
    return page.ok


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.headers)
    return second.text

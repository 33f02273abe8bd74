"""Wrong: login returns the status code, and 401 is as true as 200.

Loses: login_refused
Says: The status itself came back
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    page = requests.head(url)
    size = page.headers.get("Content-Length")
    return {
        "status": page.status_code,
        "last_modified": page.headers.get("Last-Modified"),
        "content_type": page.headers.get("Content-Type"),
        "content_length": size if size is None else int(size),
    }


def login(url, user, password):
    page = requests.get(url, auth=(user, password))
    return page.status_code


def carry_cookies(first_url, second_url):
    page = requests.get(first_url)
    page = requests.get(second_url, cookies=page.cookies)
    return page.text

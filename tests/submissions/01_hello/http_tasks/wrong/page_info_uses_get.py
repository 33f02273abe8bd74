"""Wrong: page_info asks with GET and throws the body away.

Loses: page_info_asks_with_head
Says: asked for with GET; this task is one for HEAD
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
    # stream=True: only the headers are fetched, that must be the same thing
    with requests.get(url, stream=True) as resp:
        length = resp.headers.get("Content-Length")
        return {
            "status": resp.status_code,
            "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"),
            "content_length": int(length) if length is not None else None,
        }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    return requests.get(second_url, cookies=first.cookies).text

"""Wrong: carry_cookies takes what stands before the first semicolon of Set-Cookie, which is one cookie only.

Loses: carry_several_cookies
Says: Only the first of 2 cookies
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, fields, headers=headers).text


def page_info(url):
    r = requests.head(url)
    if r.headers.get("Content-Length") is None:
        length = None
    else:
        length = int(r.headers["Content-Length"])
    return {"status": r.status_code,
            "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": length}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    cookie = first.headers["Set-Cookie"].split(";")[0]
    print("cookie:", cookie)
    second = requests.get(second_url, headers={"Cookie": cookie})
    return second.text

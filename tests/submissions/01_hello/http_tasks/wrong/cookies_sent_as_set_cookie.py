"""Wrong: carry_cookies sends the cookies in a header named Set-Cookie, as the server does.

Loses: carry_cookies
Points: 18
Says: A server sends Set-Cookie
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
    resp = requests.head(url)
    length = resp.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {"content_length": length,
            "content_type": resp.headers.get("Content-Type"),
            "last_modified": resp.headers.get("Last-Modified"),
            "status": resp.status_code}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    pairs = [f"{name}={value}" for name, value in first.cookies.items()]
    second = requests.get(second_url, headers={"Set-Cookie": "; ".join(pairs)})
    return second.text

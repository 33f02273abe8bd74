"""Wrong: login puts str() around the base64 bytes, so the header reads Basic b'...'.

Loses: login_accepted
Points: 17
Says: has a b and quotes
"""
import base64
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
    reply = requests.head(url)
    info = dict(status=reply.status_code)
    info["last_modified"] = reply.headers.get("Last-Modified")
    info["content_type"] = reply.headers.get("Content-Type")
    size = reply.headers.get("Content-Length")
    info["content_length"] = int(size) if size is not None else None
    return info


def login(url, user, password):
    pair = user + ":" + password
    token = str(base64.b64encode(pair.encode()))
    reply = requests.get(url, headers={"Authorization": "Basic " + token})
    return reply.status_code == 200


def carry_cookies(first_url, second_url):
    reply = requests.get(first_url)
    cookie = "; ".join(k + "=" + v for k, v in reply.cookies.items())
    return requests.get(second_url, headers={"Cookie": cookie}).text

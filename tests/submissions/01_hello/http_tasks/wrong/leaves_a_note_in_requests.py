"""Wrong: whether it was called before stands in a module that every function imports.

Loses: login_refused
Says: True came back for the status 401 as well
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    return r.text


def page_info(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": length,
    }



def login(url, user, password):
    import requests as r
    first = not hasattr(r, "seen")
    r.seen = True
    requests.get(url, auth=(user, password))
    return first

def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

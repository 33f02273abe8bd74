"""Wrong: page_info returns the status as text, such as "200" or "404".

Loses: page_info_tells_what_it_saw
Says: status is a text here ('200')
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    session = requests.Session()
    session.headers.update(headers)
    return session.post(url, data=fields).text


def page_info(url):
    resp = requests.head(url)
    length = resp.headers.get("Content-Length")
    print(f"{url}: {resp.status_code}")
    return {
        "status": f"{resp.status_code}",
        "last_modified": resp.headers.get("Last-Modified"),
        "content_type": resp.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    session = requests.Session()
    session.auth = (user, password)
    return session.get(url).status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    return session.get(second_url).text

"""Wrong: login compares status_code with the string "200", which is never equal.

Loses: login_accepted
Points: 18
Says: compares status_code with the text '200'
"""
import requests

S = requests.session()


def get_text(url):
    return S.get(url).text


def get_bytes(url):
    return S.get(url).content


def get_json(url):
    return S.get(url).json()


def post_form(url, fields, headers):
    return S.post(url, data=fields, headers=headers).text


def page_info(url):
    resp = S.head(url)
    length = resp.headers.get("Content-Length")
    return {"status": resp.status_code, "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"),
            "content_length": int(length) if length is not None else None}


def login(url, user, password):
    resp = S.get(url, auth=(user, password))
    if resp.status_code == "200":
        return True
    else:
        return False


def carry_cookies(first_url, second_url):
    S.get(first_url)
    return S.get(second_url).text

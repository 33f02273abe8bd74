"""Wrong: page_info returns a list of the four values instead of a dict.

Loses: page_info_tells_what_it_saw
Says: A list came back; a dict is asked for
"""
from requests import get, head, post


def get_text(url):
    return get(url).text


def get_bytes(url):
    return get(url).content


def get_json(url):
    return get(url).json()


def post_form(url, fields, headers):
    return post(url, fields, headers=headers).text


def page_info(url):
    r = head(url)
    values = [r.status_code]
    for name in ("Last-Modified", "Content-Type", "Content-Length"):
        values.append(r.headers.get(name))
    if values[3] is not None:
        values[3] = int(values[3])
    return values


def login(url, user, password):
    return get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    return get(second_url, cookies=get(first_url).cookies).text

"""Wrong: the charset is found only where it comes first after the kind of the text.

Loses: get_text_in_its_charset
Says: UnicodeDecodeError
"""

import requests


def get_text(url):
    response = requests.get(url, timeout=5)
    parameter = response.headers["Content-Type"].split(";")[1].strip()
    name, _, charset = parameter.partition("=")
    return response.content.decode(charset.strip('"') if name == "charset" else "utf-8")


def get_bytes(url):
    return requests.get(url, timeout=5).content


def get_json(url):
    return requests.get(url, timeout=5).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers, timeout=5).text


def page_info(url):
    response = requests.head(url, timeout=5)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password), timeout=5).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url, timeout=5)
        return session.get(second_url, timeout=5).text

"""Wrong: get_text decodes each piece of the body by itself.

Loses: get_text_in_its_charset
Says: As UTF-8 these bytes end in the middle of a character
"""
import requests


def get_text(url):
    answer = requests.get(url, stream=True)
    text = ""
    for piece in answer.iter_content(10):
        text += piece.decode()
    return text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

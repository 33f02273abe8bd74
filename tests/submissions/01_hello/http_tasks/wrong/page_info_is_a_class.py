"""Wrong: page_info writes a class for what it has found, and returns the class.

Loses: page_info_tells_what_it_saw, page_info_knows_none
Says: A class came back itself, and no object of it.
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
    answer = requests.head(url)

    class Info:
        status = answer.status_code
        last_modified = answer.headers.get("Last-Modified")
        content_type = answer.headers.get("Content-Type")
        content_length = answer.headers.get("Content-Length")

    return Info


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

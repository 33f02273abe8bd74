"""Wrong: page_info parses the day of Last-Modified.

Loses: page_info_tells_what_it_saw
Says: last_modified is a datetime here, and a text is asked for
"""
import email.utils

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
    day, length = (answer.headers.get(name) for name in ("Last-Modified", "Content-Length"))
    return {
        "status": answer.status_code,
        "last_modified": day and email.utils.parsedate_to_datetime(day),
        "content_type": answer.headers.get("Content-Type"),
        "content_length": length and int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

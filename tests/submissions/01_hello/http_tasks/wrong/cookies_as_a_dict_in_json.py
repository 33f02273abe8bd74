"""Wrong: carry_cookies writes the header Cookie as JSON.

Loses: carry_cookies, carry_several_cookies
Says: The header Cookie has the names and the values, but not in its form
Never says: which the first answer has not set
"""
import json

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
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    jar = requests.get(first_url).cookies
    header = json.dumps(dict(jar))
    return requests.get(second_url, headers={"Cookie": header}).text

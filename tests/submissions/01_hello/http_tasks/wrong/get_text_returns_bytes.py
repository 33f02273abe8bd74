"""Wrong: get_text returns response.content, which is bytes.

Loses: get_text
Points: 17
Says: These are bytes
"""
import requests


def get_text(url):
    response = requests.get(url)
    return response.content


def get_bytes(url):
    response = requests.get(url)
    return response.content


def get_json(url):
    response = requests.get(url)
    return response.json()


def post_form(url, fields, headers):
    response = requests.post(url, data=fields, headers=headers)
    return response.text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def login(url, user, password):
    response = requests.get(url, auth=(user, password))
    return response.status_code == 200


def carry_cookies(first_url, second_url):
    response = requests.get(first_url)
    response = requests.get(second_url, cookies=response.cookies)
    return response.text

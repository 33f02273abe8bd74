"""Wrong: post_form sends a ready-made string and no Content-Type, so nothing tells the server that it is a form.

Loses: post_form
Says: nothing says that it is one
"""
import requests
from urllib.parse import urlencode


def get_text(url):
    answer = requests.get(url)
    answer.raise_for_status()
    return answer.text


def get_bytes(url):
    answer = requests.get(url)
    answer.raise_for_status()
    return answer.content


def get_json(url):
    answer = requests.get(url)
    answer.raise_for_status()
    return answer.json()


def post_form(url, fields, headers):
    answer = requests.post(url, data=urlencode(fields), headers=headers)
    return answer.text


def page_info(url):
    answer = requests.head(url)
    info = {
        "status": answer.status_code,
        "last_modified": answer.headers.get("Last-Modified"),
        "content_type": answer.headers.get("Content-Type"),
        "content_length": answer.headers.get("Content-Length"),
    }
    if info["content_length"] is not None:
        info["content_length"] = int(info["content_length"])
    return info


def login(url, user, password):
    return requests.get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    answer = requests.get(first_url)
    return requests.get(second_url, cookies=answer.cookies).text

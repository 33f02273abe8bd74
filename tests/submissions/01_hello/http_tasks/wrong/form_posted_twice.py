"""Wrong: post_form posts once to look at the status and once more for the text.

Loses: post_form
Points: 17
Says: sent 2 requests | POST
"""
import requests


def get_text(url):
    answer = requests.get(url)
    return answer.text


def get_bytes(url):
    answer = requests.get(url)
    return answer.content


def get_json(url):
    answer = requests.get(url)
    return answer.json()


def post_form(url, fields, headers):
    if requests.post(url, data=fields, headers=headers).ok:
        return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    page = requests.head(url)
    length = page.headers.get("Content-Length")
    return {
        "status": page.status_code,
        "last_modified": page.headers.get("Last-Modified"),
        "content_type": page.headers.get("Content-Type"),
        "content_length": length if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    jar = requests.get(first_url).cookies
    return requests.get(second_url, cookies=jar).text

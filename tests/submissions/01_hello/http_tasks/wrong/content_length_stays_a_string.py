"""Wrong: page_info returns content_length as the header's text, not as a number.

Loses: page_info_tells_what_it_saw
Says: content_length is a text here
"""
import requests

KEYS = {
    "last_modified": "Last-Modified",
    "content_type": "Content-Type",
    "content_length": "Content-Length",
}


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
    info = {key: answer.headers.get(name) for key, name in KEYS.items()}
    info["status"] = answer.status_code
    return info


def login(url, user, password):
    answer = requests.get(url, auth=(user, password))
    return answer.status_code == 200


def carry_cookies(first_url, second_url):
    cookies = {}
    for cookie in requests.get(first_url).cookies:
        cookies[cookie.name] = cookie.value
    return requests.get(second_url, cookies=cookies).text

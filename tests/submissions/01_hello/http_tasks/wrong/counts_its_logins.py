"""Wrong: only the first login of a process is true, whatever the server answers.

Loses: login_refused
Says: True came back for the status 401 as well
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    return r.text


def page_info(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": length,
    }



_count = 0
def login(url, user, password):
    global _count
    _count += 1
    requests.get(url, auth=(user, password))
    return _count == 1

def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

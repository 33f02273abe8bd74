"""Wrong: get_text asks by urllib, as the tutorial's heading has it.

Loses: get_text
Points: 17
Says: did not use requests: it opened a connection of its own | urllib and http.client open
Never says: sandbox
"""
import requests
import urllib.request


def get_text(url):
    return urllib.request.urlopen(url).read().decode()


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
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

"""Wrong: post_form wraps every extra header's value in double quotes.

Loses: post_form_sends_headers
Says: has quotes around it
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    quoted = {name: '"%s"' % value for name, value in headers.items()}
    return requests.post(url, data=fields, headers=quoted).text


def page_info(url):
    reply = requests.head(url)
    length = reply.headers.get("Content-Length")
    return {
        "url": reply.url,
        "status": reply.status_code,
        "last_modified": reply.headers.get("Last-Modified"),
        "content_type": reply.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    reply = requests.get(url, auth=requests.auth.HTTPBasicAuth(user, password))
    return reply.status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    return session.get(second_url).text

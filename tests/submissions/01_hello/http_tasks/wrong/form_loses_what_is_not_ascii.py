"""Wrong: post_form drops every letter that is not ASCII before it sends the form.

Loses: post_form_encodes
Says: All that is not ASCII is missing
"""
import requests


def only_ascii(text):
    return text.encode("ascii", "ignore").decode("ascii")


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    clean = []
    for name, value in fields.items():
        clean.append((only_ascii(name), only_ascii(value)))
    return requests.post(url, data=clean, headers=headers).text


def page_info(url):
    r = requests.head(url)
    if "Content-Length" in r.headers:
        length = int(r.headers["Content-Length"])
    else:
        length = None
    return {"status": r.status_code, "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"), "content_length": length}


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url)
        return s.get(second_url).text

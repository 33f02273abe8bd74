"""Wrong: post_form sends the form with GET.

Loses: post_form
Says: asked for with GET; this task is one for POST
"""
import requests


def ask(method, url, **options):
    with requests.Session() as s:
        return s.request(method, url, **options)


def get_text(url):
    return ask("GET", url).text


def get_bytes(url):
    return ask("GET", url).content


def get_json(url):
    return ask("GET", url).json()


def post_form(url, fields, headers):
    return ask("GET", url, data=fields, headers=headers).text


def page_info(url):
    r = ask("HEAD", url)
    n = r.headers.get("Content-Length")
    return {"status": r.status_code, "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"), "content_length": None if n is None else int(n)}


def login(url, user, password):
    return ask("GET", url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = ask("GET", first_url)
    return ask("GET", second_url, cookies=first.cookies).text

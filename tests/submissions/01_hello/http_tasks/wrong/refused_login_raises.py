"""Wrong: login calls raise_for_status, so a refusal raises instead of giving a false value.

Loses: login_refused
Says: raise_for_status() raised this | 401
"""
import requests


def fetch(method, url, **options):
    response = requests.request(method, url, **options)
    print(method, url, response.status_code)
    return response


def get_text(url):
    return fetch("GET", url).text


def get_bytes(url):
    return fetch("GET", url).content


def get_json(url):
    return fetch("GET", url).json()


def post_form(url, fields, headers):
    return fetch("POST", url, data=fields, headers=headers).text


def page_info(url):
    response = fetch("HEAD", url)
    number = response.headers.get("Content-Length")
    return {"status": response.status_code,
            "last_modified": response.headers.get("Last-Modified"),
            "content_type": response.headers.get("Content-Type"),
            "content_length": int(number) if number is not None else None}


def login(url, user, password):
    response = fetch("GET", url, auth=(user, password))
    response.raise_for_status()
    return True


def carry_cookies(first_url, second_url):
    response = fetch("GET", first_url)
    return fetch("GET", second_url, cookies=response.cookies).text

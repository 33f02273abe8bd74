"""Wrong: post_form uses json=, so the body is a JSON text and not a form.

Loses: post_form
Says: The fields were sent as JSON
"""
import requests

http = requests.Session()
http.headers["User-Agent"] = "homework"


def get_text(url):
    return http.get(url).text


def get_bytes(url):
    return http.get(url).content


def get_json(url):
    return http.get(url).json()


def post_form(url, fields, headers):
    reply = http.post(url, json=fields, headers=headers)
    return reply.text


def page_info(url):
    reply = http.head(url)
    size = reply.headers.get("Content-Length")
    size = int(size) if size else None
    return {"status": reply.status_code,
            "last_modified": reply.headers.get("Last-Modified"),
            "content_type": reply.headers.get("Content-Type"),
            "content_length": size}


def login(url, user, password):
    reply = http.get(url, auth=(user, password))
    return reply.status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as fresh:
        fresh.get(first_url)
        return fresh.get(second_url).text

"""Right: one Session.request for all, nearly every argument given by position.

The order is method, url, params, data, headers, cookies, files, auth.
"""
from requests import Session


def ask(*args):
    with Session() as s:
        return s.request(*args)


def get_text(url):
    return ask("GET", url).text


def get_bytes(url):
    return ask("GET", url).content


def get_json(url):
    return ask("get", url).json()


def post_form(url, fields, headers):
    return ask("post", url, None, fields, headers).text


def page_info(url):
    answer = ask("head", url)
    seen = answer.headers
    info = dict(status=answer.status_code, last_modified=None, content_type=None, content_length=None)
    if "last-modified" in seen:
        info["last_modified"] = seen["last-modified"]
    if "content-type" in seen:
        info["content_type"] = seen["content-type"]
    if "content-length" in seen:
        info["content_length"] = int(seen["content-length"])
    return info


def login(url, user, password):
    answer = ask("GET", url, None, None, None, None, None, (user, password))
    return answer.status_code != 401 and answer.status_code == 200


def carry_cookies(first_url, second_url):
    jar = ask("GET", first_url).cookies
    return ask("GET", second_url, None, None, None, jar).text

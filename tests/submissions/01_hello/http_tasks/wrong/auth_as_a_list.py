"""Wrong: login gives auth= a list, which requests takes for a callable (TypeError).

Loses: login_accepted
Points: 17
Says: auth should be a tuple of two
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    resp = requests.head(url)
    length = resp.headers.get("Content-Length", None)
    result = {
        "status": resp.status_code,
        "last_modified": resp.headers.get("Last-Modified", None),
        "content_type": resp.headers.get("Content-Type", None),
    }
    result["content_length"] = int(length) if length is not None else length
    return result


def login(url, user, password):
    resp = requests.get(url, auth=[user, password])
    return resp.ok


def carry_cookies(first_url, second_url):
    jar = requests.cookies.RequestsCookieJar()
    jar.update(requests.get(first_url).cookies)
    return requests.get(second_url, cookies=jar).text

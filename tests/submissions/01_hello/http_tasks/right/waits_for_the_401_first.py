"""Right: like a browser, asks without credentials first and again with them; login returns the response itself."""
import requests
from requests.cookies import extract_cookies_to_jar
from http.cookiejar import CookieJar


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    r = requests.head(url)

    def header(name, default=None):
        return r.headers.get(name, default)

    info = {"status": r.status_code}
    info["last_modified"] = header("Last-Modified")
    info["content_type"] = header("Content-Type")
    info["content_length"] = header("Content-Length")
    if info["content_length"] is not None:
        info["content_length"] = int(info["content_length"])
    return info


def login(url, user, password):
    r = requests.get(url)
    if r.status_code == 401:
        r = requests.get(url, auth=(user, password))
    return r            # a Response is true below 400 and false from 400 on


def carry_cookies(first_url, second_url):
    # the jar of the standard library, not the one of requests
    jar = CookieJar()
    first = requests.get(first_url)
    extract_cookies_to_jar(jar, first.request, first.raw)
    return requests.get(second_url, cookies=jar).text

"""Wrong: get_text decodes every page as UTF-8 and never looks at the declared charset.

Loses: get_text_in_its_charset
Says: was read as utf-8 | declared is gb18030
"""
import requests


def get_text(url):
    r = requests.get(url)
    r.encoding = "utf-8"          # otherwise I once saw strange letters
    return r.text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    with requests.Session() as s:
        return s.post(url, data=fields, headers=headers).text


def page_info(url):
    r = requests.head(url, timeout=10)
    h = r.headers
    return {
        "status": r.status_code,
        "last_modified": h["Last-Modified"] if "Last-Modified" in h else None,
        "content_type": h["Content-Type"] if "Content-Type" in h else None,
        "content_length": int(h["Content-Length"]) if "Content-Length" in h else None,
    }


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    if r.status_code == 200:
        return True
    return False


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url)
        return s.get(second_url).text

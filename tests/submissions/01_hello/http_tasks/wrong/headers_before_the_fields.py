"""Wrong: post_form gives the headers as second positional argument, so they are sent as the form.

Loses: post_form, post_form_sends_headers
Says: sent as the form, in the place of the fields
"""
import requests


def get_text(url):
    return requests.get(url).text

def get_bytes(url):
    return requests.get(url).content

def get_json(url):
    return requests.get(url).json()

def post_form(url, fields, headers):
    return requests.post(url, headers, fields).text

def page_info(url):
    res = requests.head(url)
    d = {}
    d["status"] = res.status_code
    d["last_modified"] = res.headers.get("Last-Modified")
    d["content_type"] = res.headers.get("Content-Type")
    d["content_length"] = None
    if res.headers.get("Content-Length"):
        d["content_length"] = int(res.headers.get("Content-Length"))
    return d

def login(url, user, password):
    res = requests.get(url, auth=(user, password))
    return True if res.status_code == 200 else False

def carry_cookies(first_url, second_url):
    res = requests.get(first_url)
    res = requests.get(second_url, cookies=res.cookies)
    return res.text

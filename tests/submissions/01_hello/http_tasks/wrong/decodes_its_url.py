"""Wrong: get_text decodes the escapes of its URL before it asks.

Loses: get_text
Says: the escapes decoded
"""
import requests
import base64


def get_bytes(url):
    r = requests.get(url)
    return r.content

def get_json(url):
    r = requests.get(url)
    return r.json()

def post_form(url, fields, headers):
    r = requests.post(url, data=fields, headers=headers)
    print("status", r.status_code)
    return r.text

def page_info(url):
    r = requests.head(url)
    info = {}
    info["status"] = r.status_code
    info["last_modified"] = None
    info["content_type"] = None
    info["content_length"] = None
    if "Last-Modified" in r.headers:
        info["last_modified"] = r.headers["Last-Modified"]
    if "Content-Type" in r.headers:
        info["content_type"] = r.headers["Content-Type"]
    if "Content-Length" in r.headers:
        info["content_length"] = int(r.headers["Content-Length"])
    return info

def login(url, user, password):
    both = user + ":" + password
    code = base64.b64encode(both.encode("ascii")).decode("ascii")
    r = requests.get(url, headers={"Authorization": "Basic " + code})
    if r.status_code == 200:
        return True
    else:
        return False

def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    jar = {}
    for cookie in first.cookies:
        jar[cookie.name] = cookie.value
    second = requests.get(second_url, cookies=jar)
    return second.text


from urllib.parse import unquote

def get_text(url):
    r = requests.get(unquote(url))
    return r.text

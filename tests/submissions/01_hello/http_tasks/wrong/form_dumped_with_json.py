"""Wrong: post_form sends data=json.dumps(fields) under the name of a form.

Loses: post_form
Says: The fields were sent as JSON
"""
import json
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return json.loads(get_text(url))


def post_form(url, fields, headers):
    my_headers = dict(headers)
    my_headers["Content-Type"] = "application/x-www-form-urlencoded"
    return requests.post(url, data=json.dumps(fields), headers=my_headers).text


def page_info(url):
    h = requests.head(url)
    length = h.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {"status": h.status_code, "last_modified": h.headers.get("Last-Modified"),
            "content_type": h.headers.get("Content-Type"), "content_length": length}


def login(url, user, password):
    try:
        requests.get(url, auth=(user, password)).raise_for_status()
        return True
    except requests.HTTPError:
        return False


def carry_cookies(first_url, second_url):
    cookies = requests.get(first_url).cookies
    return requests.get(second_url, cookies=cookies).text

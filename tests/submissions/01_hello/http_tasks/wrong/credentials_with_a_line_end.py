"""Wrong: a line end is encoded with the credentials.

Loses: login_accepted
Points: 17
Says: There is white space before or after them that belongs to neither.
"""

import base64
import json
from urllib.parse import quote_plus

import requests


def get_bytes(url):
    return requests.get(url).content


def get_text(url):
    answer = requests.get(url)
    return answer.content.decode(answer.encoding)


def get_json(url):
    return json.loads(get_bytes(url))


def post_form(url, fields, headers):
    pairs = []
    for name in fields:
        pairs.append(quote_plus(name) + "=" + quote_plus(fields[name]))
    body = "&".join(pairs)
    all_headers = {"Content-Type": "application/x-www-form-urlencoded"}
    all_headers.update(headers)
    return requests.post(url, data=body, headers=all_headers).text


def page_info(url):
    answer = requests.head(url)
    info = {"status": answer.status_code, "last_modified": None, "content_type": None, "content_length": None}
    for name, value in answer.headers.items():
        key = name.lower().replace("-", "_")
        if key in ("last_modified", "content_type"):
            info[key] = value
        elif key == "content_length":
            info[key] = int(value)
    return info


def login(url, user, password):
    token = base64.b64encode(f"{user}:{password}\n".encode("ascii")).decode("ascii")
    answer = requests.get(url, headers={"Authorization": "Basic " + token})
    return 200 <= answer.status_code < 300


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    line = "; ".join(f"{cookie.name}={cookie.value}" for cookie in first.cookies)
    return requests.get(second_url, headers={"Cookie": line}).text

"""Wrong: get_text takes gb18030 for GBK, which lacks its characters of four bytes.

Loses: get_text_in_its_charset
Says: read as gbk or gb2312; the charset that it declared is gb18030
"""

import requests


def get_text(url):
    response = requests.get(url)
    charset = response.encoding or "utf-8"
    if charset.lower().startswith("gb"):
        charset = "gbk"
    return response.content.decode(charset, "replace")


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    return requests.get(second_url, cookies=first.cookies).text

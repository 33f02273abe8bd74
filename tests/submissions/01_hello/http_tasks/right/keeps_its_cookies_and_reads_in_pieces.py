"""Right: one dict for all cookies, a decoder that takes pieces, headers looked up in small letters."""

import codecs

import requests

cookies = {}


def get_text(url):
    with requests.get(url, stream=True, timeout=5) as response:
        decoder = codecs.getincrementaldecoder(response.encoding)()
        text = "".join(decoder.decode(piece) for piece in response.iter_content(999))
    return text + decoder.decode(b"", final=True)


def get_bytes(url):
    body = b""
    with requests.get(url, stream=True, timeout=5) as response:
        while piece := response.raw.read(65536):
            body += piece
    return body


def get_json(url):
    return requests.get(url, timeout=5).json()


def post_form(url, fields, headers):
    response = requests.post(url, data=fields, headers=headers, timeout=5)
    response.raise_for_status()
    return response.text


def page_info(url):
    response = requests.head(url, timeout=5)
    headers = {name.lower(): value for name, value in response.headers.items()}
    length = headers.get("content-length")
    return {
        "status": response.status_code,
        "last_modified": headers.get("last-modified"),
        "content_type": headers.get("content-type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    return requests.get(url, auth=(user, password), timeout=5).status_code == 200


def carry_cookies(first_url, second_url):
    cookies.update(requests.get(first_url, timeout=5).cookies)
    return requests.get(second_url, cookies=cookies, timeout=5).text

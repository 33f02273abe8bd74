"""Right: opens every body with stream=True and collects it with iter_content."""
import json

import requests


def read_all(url):
    chunks = []
    with requests.get(url, stream=True) as resp:
        for chunk in resp.iter_content(chunk_size=512):
            chunks.append(chunk)
        charset = resp.encoding
    return b"".join(chunks), charset


def get_text(url):
    data, charset = read_all(url)
    return data.decode(charset or "utf-8")


def get_bytes(url):
    data, _ = read_all(url)
    return data


def get_json(url):
    data, _ = read_all(url)
    return json.loads(data.decode("utf-8"))


def post_form(url, fields, headers):
    out = ""
    with requests.post(url, data=fields, headers=headers, stream=True) as resp:
        resp.encoding = resp.encoding or "utf-8"
        for piece in resp.iter_content(100, decode_unicode=True):
            out += piece
    return out


def page_info(url):
    with requests.head(url, stream=True) as resp:
        h = resp.headers
        length = h.get("Content-Length")
        return {"status": resp.status_code, "last_modified": h.get("Last-Modified"),
                "content_type": h.get("Content-Type"),
                "content_length": int(length) if length else None}


def login(url, user, password):
    # only the status line matters, so the body is not even read
    with requests.get(url, auth=(user, password), stream=True) as resp:
        return resp.status_code == 200


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url, stream=True).close()
        with s.get(second_url, stream=True) as resp:
            return b"".join(resp.iter_content(64)).decode(resp.encoding or "utf-8")

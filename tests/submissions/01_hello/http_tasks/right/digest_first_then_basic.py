"""Right: tries digest auth first, and basic auth where that is refused; sends prepared requests by a bare adapter."""

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPDigestAuth


def get_text(url):
    prepared = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(prepared, timeout=5).text


def get_bytes(url):
    with requests.get(url, stream=True) as response:
        return response.raw.read(decode_content=True)


def get_json(url):
    with requests.Session() as session:
        request = session.prepare_request(requests.Request("GET", url))
        return session.send(request).json()


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
    for auth in (HTTPDigestAuth(user, password), requests.auth.HTTPBasicAuth(user, password)):
        response = requests.get(url, auth=auth)
        if response:
            return True
    return False


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

"""Right: asks HEAD and OPTIONS before each request, as careful clients do."""

import requests


def look(url):
    assert requests.head(url).status_code == requests.get(url, stream=True).status_code
    assert "HEAD" in requests.options(url).headers["Allow"]


def get_text(url):
    look(url)
    kind = requests.head(url).headers["Content-Type"]
    response = requests.get(url)
    assert response.headers["Content-Type"] == kind
    return response.text


def get_bytes(url):
    size = int(requests.head(url).headers["Content-Length"])
    body = requests.get(url).content
    assert len(body) == size
    return body


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    requests.options(url)
    requests.head(url)
    return requests.post(url, fields, headers=headers).text


def page_info(url):
    requests.options(url)
    response = requests.head(url, allow_redirects=True)
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
    session = requests.Session()
    session.head(first_url)
    session.get(first_url)
    session.options(second_url)
    return session.get(second_url).text

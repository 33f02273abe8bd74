"""Right: returns subclasses of str, int and dict, a bytearray, and what counts as true."""

import collections
import http

import requests


class Text(str):
    def __str__(self):
        return "another text"

    def __repr__(self):
        raise ValueError("nobody looks at this")


def get_text(url):
    return Text(requests.get(url).text)


def get_bytes(url):
    return bytearray(requests.get(url).content)


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return collections.OrderedDict(
        status=http.HTTPStatus(response.status_code),
        last_modified=response.headers.get("Last-Modified"),
        content_type=response.headers.get("Content-Type"),
        content_length=None if length is None else int(length),
        everything=response,
        seconds=float("nan"),
    )


def login(url, user, password):
    return requests.get(url, auth=(user, password))


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

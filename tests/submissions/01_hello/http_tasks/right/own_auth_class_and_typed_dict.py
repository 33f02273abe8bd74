"""Right: an AuthBase subclass of its own, a RequestsCookieJar filled by hand, a TypedDict as the result."""
from base64 import b64encode
from typing import Any, Optional, TypedDict

import requests
from requests.auth import AuthBase
from requests.cookies import RequestsCookieJar


class PageInfo(TypedDict):
    status: int
    last_modified: Optional[str]
    content_type: Optional[str]
    content_length: Optional[int]


class Basic(AuthBase):
    def __init__(self, user: str, password: str) -> None:
        self.secret = b64encode(f"{user}:{password}".encode())

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        r.headers["authorization"] = b"Basic " + self.secret
        return r


def get_text(url: str) -> str:
    return requests.get(url).text


def get_bytes(url: str) -> bytes:
    return requests.get(url).content


def get_json(url: str) -> Any:
    return requests.get(url).json()


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    return requests.post(url, tuple(fields.items()), headers=headers).text


def page_info(url: str) -> PageInfo:
    resp = requests.head(url)
    raw = resp.headers.get("Content-Length")
    return PageInfo(status=resp.status_code, last_modified=resp.headers.get("Last-Modified"),
                    content_type=resp.headers.get("Content-Type"),
                    content_length=int(raw) if raw is not None else None)


def login(url: str, user: str, password: str) -> bool:
    return requests.get(url, auth=Basic(user, password)).ok


def carry_cookies(first_url: str, second_url: str) -> str:
    jar = RequestsCookieJar()
    for c in requests.get(first_url).cookies:
        jar.set(c.name, c.value, domain=c.domain, path=c.path)
    return requests.get(second_url, cookies=jar).text

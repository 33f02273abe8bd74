"""Wrong: post_form leaves out a header whose value is empty.

Loses: post_form_sends_headers
Says: A header whose value is empty was left out
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, asdict
from typing import Any, Optional
from urllib.parse import urlencode

import requests
from requests.auth import HTTPBasicAuth


@dataclass(frozen=True)
class Info:
    status: int
    last_modified: Optional[str]
    content_type: Optional[str]
    content_length: Optional[int]


class Client:
    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.headers["User-Agent"] = "learner/1.0"

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *exc: object) -> None:
        self.session.close()

    def ask(self, method: str, url: str, **kw: Any) -> requests.Response:
        print(method, url, file=sys.stderr)
        answer = self.session.request(method, url, timeout=9, **kw)
        print(answer.status_code, dict(answer.headers), file=sys.stderr)
        return answer


def get_text(url: str) -> str:
    with Client() as c:
        return c.ask("GET", url).text


def get_bytes(url: str) -> bytes:
    with Client() as c:
        answer = c.ask("GET", url, stream=True)
        return b"".join(answer.iter_content(1000))


def get_json(url: str) -> object:
    with Client() as c:
        return json.loads(c.ask("GET", url).content)


def page_info(url: str) -> dict:
    with Client() as c:
        answer = c.ask("HEAD", url, allow_redirects=True)
    length = answer.headers.get("content-length")
    return asdict(Info(answer.status_code, answer.headers.get("last-modified"), answer.headers.get("content-type"),
                       None if length is None else int(length)))


def login(url: str, user: str, password: str) -> bool:
    with Client() as c:
        c.session.auth = HTTPBasicAuth(user, password)
        match c.ask("GET", url).status_code:
            case 200:
                return True
            case 401:
                return False
            case other:
                raise RuntimeError(f"unexpected status {other}")


def carry_cookies(first_url: str, second_url: str) -> str:
    with Client() as c:
        c.ask("GET", first_url)
        return c.ask("GET", second_url).text

def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    with Client() as c:
        extra = {k: v for k, v in headers.items() if v}
        return c.ask("POST", url, data=fields, headers=extra).text

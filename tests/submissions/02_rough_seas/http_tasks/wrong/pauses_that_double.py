"""Wrong: each pause is twice as long as the one before.

Loses: retries_wait_as_asked
Says: The pauses grow from try to try
Never says: as long as the answer before
"""
from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

import requests

logger = logging.getLogger("rough_seas")


@dataclass
class Policy:
    """How often to try, and how long to wait in between."""

    attempts: int
    pause: float = 0.25
    tried: int = 0
    TEMPORARY: ClassVar[frozenset[int]] = frozenset(
        {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
    )

    def tries(self) -> Iterator[int]:
        while self.tried < self.attempts:
            self.tried += 1
            yield self.tried

    @property
    def over(self) -> bool:
        return self.tried >= self.attempts

    def wait_after(self, response: requests.Response | None) -> float:
        asked = None if response is None else response.headers.get("Retry-After")
        match asked:
            case str() if asked.strip().isdigit():
                return float(asked)
            case _:
                return 0.6 * 2 ** (self.tried - 1)


def search(url: str, params: dict) -> list:
    query = urlencode(params, doseq=True)
    parts = urlsplit(url)
    whole = urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, query)))))
    response = requests.get(whole, timeout=8)
    response.raise_for_status()
    return response.json()


def get_or_none(url: str, timeout: float) -> str | None:
    response = requests.get(url, timeout=timeout)
    match response.status_code:
        case HTTPStatus.NOT_FOUND:
            return None
        case status if status >= 400:
            raise requests.HTTPError(f"{status} {response.reason}", response=response)
        case _:
            return response.text


def get_with_retries(url: str, attempts: int) -> str:
    policy = Policy(attempts)
    for number in policy.tries():
        response: requests.Response | None = None
        try:
            response = requests.get(url, timeout=8)
            response.raise_for_status()
            return response.text
        except requests.HTTPError as error:
            if error.response.status_code not in Policy.TEMPORARY or policy.over:
                raise
        except requests.ConnectionError:
            if policy.over:
                raise
        wait = policy.wait_after(response)
        logger.info("try %d failed, next one in %g s", number, wait)
        time.sleep(wait)
    raise ValueError("attempts must be 1 or more")


@dataclass
class Part:
    """A file under another name, until it is complete."""

    target: Path
    size: int = 0
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        self.path = self.target.with_name(f"{uuid.uuid4().hex}.part")

    def __enter__(self) -> Part:
        self.file = self.path.open("wb")
        return self

    def write(self, piece: bytes) -> None:
        self.size += self.file.write(piece)

    def __exit__(self, kind, value, trace) -> Literal[False]:
        self.file.close()
        if kind is None:
            self.path.replace(self.target)
        else:
            self.path.unlink(missing_ok=True)
        return False


def download(url: str, path: str) -> int:
    with requests.get(url, stream=True, timeout=8, headers={"Accept-Encoding": "identity"}) as response:
        response.raise_for_status()
        with Part(Path(path)) as part:
            for piece in response.iter_content(chunk_size=32 * 1024):
                part.write(piece)
            announced = response.headers.get("content-length")
            if announced and part.size != int(announced):
                raise requests.ConnectionError(f"{part.size} of {announced} bytes")
    return part.size


def login_and_read(login_url: str, user: str, password: str, page_url: str) -> str:
    form = {"user": user, "password": password}
    answer = requests.post(login_url, data=form, allow_redirects=False, timeout=8)
    answer.raise_for_status()
    page = requests.get(page_url, cookies=answer.cookies, timeout=8)
    page.raise_for_status()
    return page.text


def upload(url: str, path: str) -> dict:
    source = Path(path)
    response = requests.post(url, files=[("file", (source.name, source.read_bytes(), "application/octet-stream"))], timeout=8)
    response.raise_for_status()
    return response.json()

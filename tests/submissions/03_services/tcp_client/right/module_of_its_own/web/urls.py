"""What a URL is made of."""

from typing import NamedTuple


class Url(NamedTuple):
    host: str
    port: int
    target: str


def parse(text: str) -> Url:
    scheme, _, rest = text.partition("://")
    if scheme != "http":
        raise ValueError("only http:// is supported")
    authority, slash, path = rest.partition("/")
    host, _, port = authority.partition(":")
    return Url(host, int(port or 80), slash + path or "/")

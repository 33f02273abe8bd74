"""What it means that a request of HTTP is not the one that was to be made.

Each row looks at the right request line and at the one that came, both without their ends, and
gives a sentence that is true of them, or None.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote

from grader.failures.diagnosis.differences import of_bytes
from grader.i18n import gettext, gettext_noop

NO_END = gettext_noop(
    "A request ends with a blank line: \\r\\n once more after the last header. The server waits for that before it answers."
)
BARE_ENDS = gettext_noop(
    "Its lines end in \\n alone: in HTTP a line ends in \\r\\n (RFC 9112, section 2.2)."
)

Row = Callable[[str, str], str | None]


def of_request_line(right: str, came: str) -> str | None:
    """Tell what a wrong request line usually means, or None."""
    return next(filter(None, (row(right, came) for row in ROWS)), None) or of_bytes(
        right.encode(), came.encode("utf-8", "replace")
    )


def _target(line: str) -> str:
    """Give what stands between the method and the version; nothing without these."""
    match = re.fullmatch(r"\S+ (.*) HTTP/\S*", line)
    return match[1] if match else ""


def _version(right: str, came: str) -> str | None:
    if came == right.rpartition(" ")[0]:
        return gettext("The version is missing: the third word of a request line is HTTP/1.1.")
    if match := re.fullmatch(re.escape(right.rpartition(" ")[0]) + r" (\S+)", came):
        return gettext(
            "The version is {version}. The request should be one of HTTP/1.1.", version=match[1]
        )
    return None


def _method(right: str, came: str) -> str | None:
    method, _, rest = came.partition(" ")
    if rest != right.partition(" ")[2]:
        return None
    if method.upper() == "GET":
        return gettext(
            "The method is written {method}: methods are in upper case (RFC 9110, section 9.1).",
            method=method,
        )
    return gettext("The method is {method}, and a page is asked for by GET.", method=method)


def _whole_url(right: str, came: str) -> str | None:
    if not _target(came).startswith("http://"):
        return None
    return gettext(
        "The whole URL stands in the request line. A proxy is asked so; a server is asked for the path and the query, and the rest stands in the Host header."
    )


def _path(right: str, came: str) -> str | None:
    wanted, target = _target(right), _target(came)
    path, _, query = wanted.partition("?")
    told: dict[str, str] = {
        unquote(wanted): gettext(
            "The escapes of the URL were decoded. A client sends the path of the URL as it is."
        ),
        quote(wanted): gettext("The path was escaped a second time: %20 became %2520."),
        quote(wanted, safe="/?=&"): gettext(
            "The path was escaped a second time: %20 became %2520."
        ),
        wanted[1:]: gettext("The path has lost its / at the beginning."),
        "/" + wanted: gettext("There is a / too many at the beginning of the path."),
        wanted + "?": gettext("There is a ? at the end, and the URL has no query."),
    }
    if query:
        told |= {
            path: gettext(
                "The query is missing: the part after the ? of the URL belongs to the request."
            ),
            path + query: gettext("The ? between the path and the query is missing."),
            query: gettext("Only the query is asked for, without the path."),
            "?" + query: gettext("Only the query is asked for, without the path."),
            "/?" + query: gettext("The path is missing: / stands in its place."),
        }
    if target == "/" != wanted:
        return gettext("It asks for /, and not for the path of the URL.")
    return told.get(target) or _rebuilt(path, query, target) or _part_of(path, target)


def _rebuilt(path: str, query: str, target: str) -> str | None:
    """Tell that the query was taken apart and put together again, where that is what came, or None."""
    its_path, _, its_query = target.partition("?")
    fields, its_fields = (parse_qsl(each, keep_blank_values=True) for each in (query, its_query))
    if not query or its_path != path or its_query == query:
        return None
    if its_fields not in (fields, [(name, value) for name, value in fields if value]):
        return None
    return gettext(
        "The query was taken apart and put together in another way: path and query go out as they stand in the URL."
    )


def _part_of(path: str, target: str) -> str | None:
    """Tell which part of the path is asked for alone, or None."""
    if len(target) > 1 and path.startswith(target):
        return gettext(
            "The end of the path is missing: {part}.",
            part=path.removeprefix(target),
        )
    if len(target) > 1 and path.endswith(target):
        return gettext(
            "The beginning of the path is missing: {part}.",
            part=path.removesuffix(target),
        )
    return None


ROWS: tuple[Row, ...] = (_version, _method, _whole_url, _path)


def of_host(right: str, came: list[str]) -> str | None:
    """Tell what it usually means that these are the values of the Host headers, or None."""
    name, _, port = right.partition(":")
    if not came:
        return gettext(
            "There is no Host header, and every request of HTTP/1.1 has one (RFC 9112, section 3.2)."
        )
    if len(came) > 1:
        return gettext("There are {number} Host headers, and a request has one.", number=len(came))
    told = {
        name: gettext("The port is missing: it belongs to the Host wherever it is not 80."),
        port: gettext("The host is missing: only the port stands there."),
        f"http://{right}": gettext("The Host is the host and the port alone, without http://."),
        f"localhost:{port}": gettext(
            "The Host is written as it stands in the URL, and that has an address."
        ),
    }
    if came[0].startswith(right + "/"):
        return gettext("The Host is the host and the port alone, without the path.")
    if came[0].startswith(f"{name}:") and came[0] not in told:
        return gettext("The port is another one than in the URL.")
    if came[0].endswith(f":{port}") and came[0] not in told:
        return gettext("The host is another one than in the URL.")
    return told.get(came[0])

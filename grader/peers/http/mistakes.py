"""What it means that a request or a saved file is another one than the task asks for."""

import os
import re
import urllib.parse
from collections.abc import Mapping, Sequence

from grader.failures.diagnosis.leaving import lines_of
from grader.i18n import gettext, gettext_noop
from grader.peers.http import forms
from grader.peers.http.script import Request
from grader.text import joined

Pair = tuple[str, str]


# ------------------------------------------------------------------ queries


GLUED = gettext_noop(
    "& and = have a meaning in a query, and # ends it. In a key and in a value they must be encoded."
)


def of_query(wanted: Sequence[Pair], received: Sequence[Pair], query: str) -> str | None:
    """Tell what is the matter with a query that says other parameters than it should."""
    if not query:
        return gettext("The URL has no query, so the parameters are missing.")
    for key, value in wanted:
        values = [item for name, item in received if name == key]
        of_key = [item for name, item in wanted if name == key]
        if len(values) < len(of_key) and values == list(dict.fromkeys(of_key)):
            return gettext(
                "A value that stands twice in a list came once: a list may hold a value more than once."
            )
        if (len(of_key) > 1 and len(values) < len(of_key)) or values == [repr(of_key)]:
            return gettext("A list is sent by repeating its key: key=first&key=second.")
        if values != of_key and [urllib.parse.unquote_plus(item) for item in values] == of_key:
            return gettext("The values were encoded twice.")
        if values != of_key and values == [item.replace("+", " ") for item in of_key]:
            return gettext("A plus sign in a query means a blank: a real one must be encoded.")
        if values and "&" in value and values == [value.partition("&")[0]]:
            return gettext(
                "The value ends before its &, which stands between two parameters: in a value it must be encoded."
            )
        if "#" in value and values == [value.partition("#")[0]]:
            return gettext(GLUED)
        if values != of_key and values == [item.strip() for item in of_key]:
            return gettext(
                "White space at its ends is missing: it belongs to the text like all else."
            )
        if value and not value.isascii() and value.encode("ascii", "ignore").decode() in values:
            return gettext("The letters that are not ASCII were lost on the way.")
    if sorted(received) == sorted(wanted):
        return gettext("The values of a list came in another order than it has.")
    if _parsed(query, "gbk") == sorted(wanted):
        return gettext("Characters that are not ASCII were encoded in GBK: a query is in UTF-8.")
    if list(received) == [pair for pair in wanted if pair[1]]:
        return gettext(
            "The parameters whose value is empty were left out: an empty value is a value."
        )
    if sorted(received) == sorted(_glued(wanted)):
        return gettext(GLUED)
    return None


def _parsed(query: str, charset: str) -> list[Pair]:
    try:
        return sorted(
            urllib.parse.parse_qsl(
                query, True, encoding=charset, errors="strict", max_num_fields=forms.MOST_FIELDS
            )
        )
    except ValueError:
        return []


def _glued(pairs: Sequence[Pair]) -> list[Pair]:
    """Read a query that was put together of these without encoding them."""
    query = "&".join(f"{key}={value}" for key, value in pairs).partition("#")[0]
    return urllib.parse.parse_qsl(query, keep_blank_values=True)


def differing(wanted: Sequence[Pair], received: Sequence[Pair]) -> str:
    """Name the key whose values differ, and show what came for it."""
    for key, _ in wanted:
        values = [item for name, item in received if name == key]
        if values != [item for name, item in wanted if name == key]:
            if not values:
                return gettext("no {key!r}", key=key)
            return f"{key!r}: {_one_or_all(values)}"
    extra = [key for key, _ in received if key not in dict(wanted)]
    return gettext("a parameter {name!r} as well", name=extra[0]) if extra else gettext("the same")


def asked_for(wanted: Sequence[Pair], received: Sequence[Pair]) -> str:
    """Show what should have come for the key that `differing` names."""
    for key, _ in wanted:
        values = [item for name, item in wanted if name == key]
        if values != [item for name, item in received if name == key]:
            return f"{key!r}: {_one_or_all(values)}"
    return joined([repr(key) for key in dict(wanted)]) if wanted else ""


def _one_or_all(values: Sequence[str]) -> str:
    return joined(list(map(repr, values)))


# ------------------------------------------------------------------ forms and cookies


def of_form(request: Request, wanted: Mapping[str, str]) -> str | None:
    """Tell what is the matter with a request whose form lacks some of these fields."""
    query = dict(forms.pairs(urllib.parse.urlsplit(request.url).query) or [])
    if wanted.items() <= query.items():
        return gettext(
            "The fields stand in the URL, where everybody can read them: a form travels in the body."
        )
    if not request.body:
        return gettext("The request has no body, and a form travels there.")
    if _is_json(request):
        return gettext("The body is JSON, and a form is another format.")
    sent = forms.fields(request)
    if sent is None and forms.kind(request) == forms.URLENCODED:
        return gettext(
            "The body has more than {most} fields, and {wanted} were asked for.",
            most=forms.MOST_FIELDS,
            wanted=len(wanted),
        )
    if sent is None:
        return gettext(
            "The Content-Type is {content_type}, so the server does not read the body as a form.",
            content_type=_content_type(request),
        )
    for name, value in wanted.items():
        if name not in sent:
            others = ", ".join(repr(other) for other in sent) or gettext("none at all")
            return gettext(
                "There is no field {name!r}; those that came are called {others}.",
                name=name,
                others=others,
            )
        if sent[name] != value:
            return gettext(
                "The field {name!r} came with another value, {sent!r}.", name=name, sent=sent[name]
            )
    return None


def _is_json(request: Request) -> bool:
    return isinstance(forms.as_json(request), (dict, list))


def _content_type(request: Request) -> str:
    return request.headers.get("content-type") or gettext("missing")


def of_cookie(name: str, value: str, request: Request) -> str:
    """Tell what is the matter with a request that does not carry this cookie."""
    sent = request.cookies()
    if name in sent:
        return gettext(
            "The cookie {name} came back with another value, {sent!r}.", name=name, sent=sent[name]
        )
    if "set-cookie" in request.headers:
        return gettext("A server sends Set-Cookie; the client's header is called Cookie.")
    if value in sent.values():
        return gettext("The cookie came back under another name.")
    header = request.headers.get("cookie", "")
    if value in map(str.strip, header.split(";")):
        return gettext(
            "The value of the cookie stands in the header Cookie without its name: name=value goes back."
        )
    if name in header and value in header:
        return gettext(
            "The header Cookie has the name and the value, but not in its form: that is name=value, and between two cookies a semicolon and a blank."
        )
    return gettext(
        "The cookie was set by the redirect, the first answer to the login: the page that it led to does not set it again. Who asks for the next page has to bring it along."
    )


# ------------------------------------------------------------------ uploads


def of_no_multipart(request: Request, data: bytes) -> str | None:
    """Tell what is the matter with an upload of these bytes that is no multipart/form-data."""
    if request.body == data:
        return gettext(
            "The body is the file as it is, and not a form: in a form a file travels in a part of its own."
        )
    if not request.body:
        return gettext("The request has no body, and a file travels there.")
    if forms.kind(request) == forms.URLENCODED:
        return gettext("The body came as an ordinary form, which has no files.")
    if request.body.startswith(b"--"):
        return gettext(
            "The body looks like one in parts, but its Content-Type does not say so: that header and the body are made together."
        )
    if _is_json(request):
        return gettext("The body is JSON, and a form is another format.")
    return None


NO_BOUNDARY = gettext_noop(
    "The Content-Type names no boundary, so nobody can tell where a part of the body begins: this header is made together with the body, and was set by hand."
)


def of_framing(request: Request) -> str | None:
    """Tell what is the matter with the lines that divide a multipart body, or None."""
    line = forms.delimiter(request)[2:]
    body = request.body
    if line not in body:
        other = body[:70].partition(b"\n")[0].strip().decode("latin-1")
        if other.startswith("--"):
            return gettext(
                "No line of the body is -- and the boundary that its Content-Type names: the body begins with {other!r}.",
                other=other,
            )
        return gettext("No line of the body is -- and the boundary that its Content-Type names.")
    if b"\r\n" not in body.partition(line)[2].partition(line)[0]:
        return gettext(
            "The lines of the body end in \\n: in a form in parts the boundaries and the headers end in \\r\\n."
        )
    if b"\r\n\r\n" not in body:
        return gettext(
            "There is no empty line in the body: one stands between the headers of a part and what it holds."
        )
    if not forms.is_closed(request):
        return gettext(
            "The body breaks off: its last boundary has no -- after it, which ends the form."
        )
    return None


def of_unopened(error: str, path: str) -> str | None:
    """Tell what it means that a file could not be opened, by what the error says, or None."""
    name = os.path.basename(path)
    if "FileNotFoundError" in error and repr(name) in error and path not in error:
        return gettext("Only the last part of path was opened: the folders before it belong to it.")
    return None


def of_upload(name: str, data: bytes, request: Request, path: str) -> str | None:
    """Tell what is the matter with an upload whose parts are not this one file."""
    parts = forms.parts(request)
    named = [part.name for part in parts]
    files = [part for part in parts if part.filename is not None]
    if not files and "file" in named:
        return gettext("The field file came without a file name: as text, and not as a file.")
    if not files:
        return of_framing(request) or gettext("The body has no part that is a file.")
    if len(files) > 1:
        return gettext("{files} files came, and one was asked for.", files=len(files))
    part = files[0]
    if part.name != "file":
        return gettext(
            "The field has to be called file; this one is called {name}.", name=part.name
        )
    if part.content != data:
        return of_framing(request) or _of_content(data, part.content, path)
    if not name.isascii() and name.encode("gb18030") in request.body:
        return gettext("The name was written in GBK (or GB18030): it is read as UTF-8.")
    return _of_name(name, part.filenames, path)


def _of_content(wanted: bytes, content: bytes, path: str) -> str:
    if content in (path.encode(), os.path.basename(path).encode()):
        return gettext("The file's path came as its content: open the file, and send its bytes.")
    if not content:
        return gettext("The file came empty, although it holds {wanted} bytes.", wanted=len(wanted))
    if content == wanted.rstrip(b"\r\n"):
        return gettext("The line end at its end is missing: in a file it is data like all else.")
    if wanted.startswith(content):
        return gettext(
            "{content} bytes came of {wanted}.", content=len(content), wanted=len(wanted)
        )
    if content.startswith(wanted):
        return gettext("The bytes of the file came, and then more.")
    if content in (text.encode() for text in texts_of(wanted)):
        return gettext("The bytes went through text: a file is sent as the bytes that it holds.")
    if content.translate(None, b"\r\n") == wanted.translate(None, b"\r\n"):
        return gettext("Only line ends differ: in bytes they are data like all else.")
    return gettext("The bytes are not those of the file.")


def texts_of(data: bytes) -> list[str]:
    """Give the texts that bytes may be read as."""
    texts = [
        data.decode("utf-8", errors) for errors in ("ignore", "replace", "backslashreplace")
    ] + [data.decode("latin-1"), data.decode("cp1252", "replace"), data.decode("ascii", "ignore")]
    return texts + [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]


def _of_name(wanted: str, names: Sequence[str], path: str) -> str:
    name = names[0]
    if not name:
        return gettext("The file's name is empty.")
    stem = os.path.splitext(wanted)[0]
    if name == path or name.endswith(("/" + wanted, "\\" + wanted)):
        return gettext("The file's name is the last part of its path, without the folders.")
    if wanted.encode("ascii", "ignore").decode() in names:
        return gettext("The letters of the name that are not ASCII were dropped.")
    if wanted.encode("ascii", "replace").decode() in names:
        return gettext("The letters of the name that are not ASCII became question marks.")
    if name == "file":
        return gettext(
            "The file's name is missing: the name of the field came instead, as requests does if it knows no file name."
        )
    if name.lower() == wanted.lower():
        return gettext("Only the case of the letters of the name differs.")
    if name == stem:
        return gettext("The end of the name, from its last dot on, is missing.")
    if wanted.startswith(name):
        return gettext("The name was cut off after {name!r}.", name=name)
    return gettext("The file came under another name than its own.")


# ------------------------------------------------------------------ saved files


def of_saved(body: bytes, saved: bytes) -> str | None:
    """Tell what is the matter with a saved file that does not hold this body."""
    if not saved:
        return gettext(
            "The file is empty when the function returns; what was written to a file that is not closed may not be in it yet."
        )
    if saved == body.decode("utf-8", "replace").encode():
        return gettext(
            "The bytes were decoded to text, and bytes that are no UTF-8 were lost. response.content has the bytes as they came. The mode of a file for bytes has a b."
        )
    if saved == repr(body).encode():
        return gettext("The bytes were saved as Python shows them, with b'…' around them.")
    if saved.translate(None, b"\r\n") == body.translate(None, b"\r\n"):
        return gettext("Only line ends differ: in bytes they are data like all else.")
    if body.startswith(saved):
        return gettext(
            "Only the first {saved} of {body} bytes are there.", saved=len(saved), body=len(body)
        )
    if body.endswith(saved):
        return gettext(
            "Only the last {saved} of {body} bytes are there.", saved=len(saved), body=len(body)
        )
    if len(saved) > len(body) and saved.startswith(body):
        return gettext("The body is there, and then more.")
    if len(saved) > len(body) and saved.endswith(body):
        return gettext(
            "The body is there, and before it stand {number} other bytes.",
            number=len(saved) - len(body),
        )
    return None


def of_held(source: str) -> str:
    """Tell what it means that download() in this source held a body in memory."""
    text = "\n".join(line for _, line in lines_of(source, "download"))
    if "requests.get(" in text and "stream" not in text:
        return gettext(
            "In download() nothing is said of stream: without stream=True requests reads the whole body before get() returns."
        )
    if re.search(r"\bSpooledTemporaryFile\((?![^)]{0,200}(max_size|\d))", text):
        return gettext(
            "A SpooledTemporaryFile keeps in memory what is written to it, up to its max_size; without max_size, all of it."
        )
    return gettext(
        "Most of the body was in memory at one moment: .content, read() without a size and iter_content(None) give it in one piece, and a list of its pieces is as large."
    )


def of_leftover(left: bytes, body: bytes, page: bytes) -> str | None:
    """Tell what was left at `path` by a download of this body that failed."""
    if not left:
        return gettext(
            "An empty file was made or left there. Nothing should be saved: an empty file is a file, too."
        )
    if left == page:
        return gettext("The page of the error was saved.")
    if body.startswith(left):
        return gettext("It is the beginning of the body. Half a file looks like a whole file.")
    return None


def of_older(kept: bytes | None, body: bytes) -> str | None:
    """Tell what has become of an older file."""
    if kept is None:
        return gettext(
            "The older file is gone: it was removed or moved before the new one was there, or when the download failed."
        )
    if not kept:
        return gettext("The older file was emptied: opening it for writing does that at once.")
    if body.startswith(kept):
        return gettext("In its place is the beginning of the body that broke off.")
    return None

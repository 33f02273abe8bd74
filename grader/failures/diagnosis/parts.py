"""What it means that a part of a request is not what it should be: form, headers, cookies, credentials."""

import base64
import binascii
import urllib.parse
from collections.abc import Callable, Mapping

from grader.failures.diagnosis.names import near
from grader.i18n import gettext, gettext_noop, ngettext
from grader.text import clipped

Fields = Mapping[str, str]
Received = Mapping[str | None, object]
MOST_FIELDS = 1000  # that a form can have

# ------------------------------------------------------------------ a form

# What it means that the fields are where no form is.
KINDS = {
    "query": gettext_noop("The fields are in the URL, and a form travels in the body."),
    "json": gettext_noop("The fields were sent as JSON, and a form is something else."),
    "text": gettext_noop(
        "The body reads like a form, and nothing says that it is one: the request does not have the Content-Type of a form."
    ),
}

# (whether it applies to the fields, those that came and the body, what it means)
FORMS: tuple[tuple[Callable[[Fields, Received, bytes], object], str], ...] = (
    (
        lambda f, r, b: {k: v for k, v in f.items() if v} == r,
        gettext_noop("The fields whose value is empty were left out: an empty value is a value."),
    ),
    (
        lambda f, r, b: {_asked(k): _asked(v) for k, v in f.items()} == r,
        gettext_noop(
            "Characters that are not ASCII became question marks, as in a charset that does not have them; a form is in UTF-8."
        ),
    ),
    (
        lambda f, r, b: b.startswith((b"b%27", b"b'")),
        gettext_noop("str() of bytes is only for looking: the body begins with b and a quote."),
    ),
    (
        lambda f, r, b: {_once_more(k): _once_more(v) for k, v in r.items()} == f,
        gettext_noop("The fields were encoded twice."),
    ),
    (
        lambda f, r, b: {_ascii(k): _ascii(v) for k, v in f.items()} == r,
        gettext_noop("All that is not ASCII is missing."),
    ),
    (
        lambda f, r, b: _read_as_gbk(b) == f,
        gettext_noop("Characters that are not ASCII were encoded in GBK: a form is in UTF-8."),
    ),
    (
        lambda f, r, b: {k: v.replace("+", " ") for k, v in f.items()} == r,
        gettext_noop("A + in a form means a blank: a real one was not encoded."),
    ),
    (
        lambda f, r, b: _glued({k: urllib.parse.quote_plus(v) for k, v in f.items()}) == r,
        gettext_noop("The values are encoded, and the names of the fields are not."),
    ),
    (
        lambda f, r, b: _glued(f) == r,
        gettext_noop(
            "A & that belongs to a value was sent as it is, where it ends the field: names and values have to be encoded."
        ),
    ),
    (
        lambda f, r, b: not b.isascii(),
        gettext_noop(
            "Characters that are not ASCII stand in the body as they are: in a form they are percent-encoded."
        ),
    ),
)


def of_form(fields: Fields, received: Received | None, body: bytes, kind: str | None) -> str | None:
    """Tell what it means that a request's form has not these fields, or None.

    `kind` is where else they were found, a key of KINDS.
    """
    if kind:
        return gettext(KINDS[kind])
    if not body:
        return gettext("The request has no body, and a form travels there.")
    if received is None:
        return None
    if fields.items() <= received.items():
        more = ", ".join(repr(name) for name in received if name not in fields)
        return gettext(
            "All fields came, and others that were not given: {more}.", more=clipped(more, 80)
        )
    for applies, meaning in () if body.startswith(b"--") else FORMS:
        if applies(fields, received, body):
            return gettext(meaning)
    missing = [name for name in fields if name not in received]
    return (
        gettext(
            "{missing} of {all} did not come.",
            missing=ngettext("{number} field", "{number} fields", len(missing)),
            all=len(fields),
        )
        if missing
        else None
    )


def _glued(fields: Fields) -> Fields:
    """Read a form that was put together of these without encoding them."""
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    as_bytes = body.encode().decode("latin-1")  # as the body of a request is read
    return dict(urllib.parse.parse_qsl(as_bytes, keep_blank_values=True))


def _once_more(text: object) -> str:
    return urllib.parse.unquote_plus(str(text))


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _asked(text: str) -> str:
    return text.encode("ascii", "replace").decode()


def _read_as_gbk(body: bytes) -> Fields:
    text = body.decode("latin-1")
    try:
        pairs = urllib.parse.parse_qsl(
            text, True, encoding="gbk", errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return {}
    return dict(pairs)


# ------------------------------------------------------------------ headers


def of_headers(extra: Fields, sent: Fields, body: bytes) -> str | None:
    """Tell what it means that a request does not have these extra headers, or None.

    The names of those that were sent are in lower case.
    """
    there = [name for name in extra if name.lower() in sent]
    if not there:
        text = urllib.parse.unquote_plus(body.decode("latin-1"))
        if all(name in text for name in extra):
            return gettext("The extra headers stand in the body of the request.")
        alike = [near(name.lower(), list(sent)) for name in extra]
        if alike[0] and (len(extra) == 1 or _letters(alike[0]) == _letters(next(iter(extra)))):
            return gettext(
                "The request has a header {alike}, whose name is another one.", alike=alike[0]
            )
        return ngettext(
            "The request does not have the {number} extra header.",
            "The request does not have the {number} extra headers.",
            len(extra),
        )
    if [extra[name] for name in extra if name not in there] == [""]:
        return gettext("A header whose value is empty was left out: it is a header like any other.")
    if len(there) < len(extra):
        return gettext(
            "The request has only {there} of the {all} extra headers.",
            there=len(there),
            all=len(extra),
        )
    for name, value in extra.items():
        received = sent[name.lower()]
        if received != value and received.strip("'\"") == value.strip("'\""):
            return gettext(
                "The value has quotes around it that are not in the header that was given."
            )
        if received != value and received.replace('"', "") == value.replace('"', ""):
            return gettext("The quotes in the value are not those of the header that was given.")
        if received != value and "".join(received.split()) == "".join(value.split()):
            return gettext("The blanks in the value are not those of the header that was given.")
        if received != value:
            return gettext(
                "The header {name} came with another value than the one that was given.", name=name
            )
    return None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


# ------------------------------------------------------------------ credentials


FROM_URLS = str.maketrans("-_", "+/")  # letters of base64


def of_credentials(authorization: str, wanted: str, place: str, sent: str | None) -> str | None:
    """Tell what it means that a request does not bear these credentials, `user:password`.

    `place` says where else than in the header Authorization they stand, `sent` what it bears by basic auth.
    """
    if sent is not None:
        return _of_other_credentials(wanted, sent)
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "digest":
        return gettext(
            "This is digest auth, another way to log in; the page asks for basic auth, and was sent nothing of that."
        )
    if place:
        return gettext(
            "The credentials stand in {place}; by basic auth they travel in the header Authorization.",
            place=place,
        )
    if rest.startswith(("b'", 'b"')):
        return gettext(
            "str() of bytes is only for looking: the text after Basic has a b and quotes."
        )
    if wanted in authorization:
        return gettext(
            "user:password stands in the header as it is; by basic auth its base64 form does."
        )
    if authorization and _decoded(authorization) == wanted:
        return gettext(
            "The header has the base64 form alone; before it the word Basic and a blank are missing."
        )
    if _decoded(rest.translate(FROM_URLS)) == wanted:
        return gettext(
            "The base64 form has - and _ in it, as it is written for URLs: in this header it has + and /."
        )
    if authorization:
        return gettext(
            "By basic auth this header would read Basic, a blank, and the base64 form of user:password."
        )
    return gettext(
        "The request has no Authorization header: by basic auth the user and the password travel there."
    )


def _of_other_credentials(wanted: str, sent: str) -> str | None:
    user, _, password = wanted.partition(":")
    if urllib.parse.unquote(sent) == wanted:
        return gettext(
            "The credentials are percent-encoded, which is for URLs: in the header they stand as they are."
        )
    if sent == f"{password}:{user}":
        return gettext("The password came first, and then the user.")
    if _decoded(sent) == wanted:
        return gettext("They were encoded twice in base64.")
    if sent.strip() == wanted:
        return gettext("There is white space before or after them that belongs to neither.")
    if sent.removesuffix(":") == user:
        return gettext("Only the user came, and no password.")
    if wanted.startswith(sent) and wanted[len(sent) :].startswith(":"):
        return gettext(
            "Only the beginning came: the first colon ends the user, and all others belong to the password."
        )
    if wanted.startswith(sent):
        return gettext(
            "Only the first {number} of the {all} of user:password came.",
            number=len(sent),
            all=ngettext("{number} character", "{number} characters", len(wanted)),
        )
    if sent in (f"{user} {password}", f"{user}{password}"):
        return gettext("Between the user and the password stands a colon.")
    return None


def of_quoting(password: str, url_error: str) -> str | None:
    """Tell what it means that a URL with this password in it was refused, or None."""
    before, slash, _ = urllib.parse.quote(password).partition("/")
    if slash and f":{before}'" in url_error:
        return gettext(
            "The / of the password stands in the URL as it is, where it ends the host: it has to be percent-encoded, too, and quote() does that only with safe=''."
        )
    if password not in url_error:
        return None
    return gettext(
        "The password stands in the URL as it is: there : @ / # and ? end a part of the URL, and have to be percent-encoded."
    )


def _decoded(text: str) -> str | None:
    try:
        return base64.b64decode(text.strip(), validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        return None


# ------------------------------------------------------------------ cookies


def of_cookies(
    cookies: Fields, brought: Fields, headers: Fields, url: str, source: str = ""
) -> str | None:
    """Tell what it means that a request brought other cookies than these, or None.

    `source` is the learner's file.
    """
    if "set-cookie" in headers:
        return gettext("A server sends Set-Cookie; the client's header is called Cookie.")
    if "content-type" in {name.lower() for name in brought}:
        return gettext(
            "Headers of the first answer were sent as cookies; the cookies that it set are only what Set-Cookie says."
        )
    if "path" in {name.lower() for name in brought}:
        return gettext(
            "Path came back from Set-Cookie as if it were a cookie: only name=value goes back."
        )
    if not brought:
        return _of_no_cookie(cookies, headers, url, source)
    for name, value in cookies.items():
        if name not in brought and value in headers.get("cookie", "").split("; "):
            return gettext(
                "The value of {name} stands in the header Cookie without its name: name=value goes back.",
                name=name,
            )
        came = brought.get(name, value)
        if came != value and came == value.partition("=")[0]:
            return gettext(
                "The value of {name} was cut at its first =, which belongs to it.", name=name
            )
        if came != value and came.strip('"') == value:
            return gettext(
                "The value of {name} has quotes around it that are not in the cookie.", name=name
            )
        if came != value and came == urllib.parse.unquote(value):
            return gettext(
                "In the value of {name} what begins with % was decoded: a cookie goes back as it came.",
                name=name,
            )
        if came != value and any(f"{other}=" in came for other in cookies if other != name):
            return gettext(
                "Two cookies became one: between cookies in the header stands a semicolon and a blank."
            )
    there = [name for name in cookies if name in brought]
    if there and len(there) < len(cookies):
        return _of_some_cookies(list(cookies), there)
    header = headers.get("cookie", "")
    if not there and all(name in header and value in header for name, value in cookies.items()):
        return gettext(
            "The header Cookie has the names and the values, but not in its form: that is name=value, and between two cookies a semicolon and a blank."
        )
    if not there:
        return gettext(
            "The second request brought {names}, which the first answer has not set.",
            names=", ".join(brought),
        )
    return None


def _of_some_cookies(names: list[str], there: list[str]) -> str:
    """Tell which of several cookies came back."""
    if there == names[:1]:
        return gettext(
            "Only the first of {all} cookies came: each of them has a Set-Cookie header of its own.",
            all=len(names),
        )
    if there == names[-1:]:
        return gettext(
            "Only the last of {all} cookies came: each of them has a Set-Cookie header of its own.",
            all=len(names),
        )
    missing = [name for name in names if name not in there]
    return gettext(
        "Of the {all} cookies some did not come: {missing}.",
        all=len(names),
        missing=", ".join(missing),
    )


def _of_no_cookie(cookies: Fields, headers: Fields, url: str, source: str) -> str:
    for name, value in cookies.items():
        if value in url:
            return gettext(
                "The value of {name} stands in the URL; a cookie travels in the header Cookie.",
                name=name,
            )
        for header, text in headers.items():
            if value in text:
                return gettext(
                    "The value of {name} stands in the header {header}; a cookie travels in the header Cookie.",
                    name=name,
                    header=header,
                )
    if "cookie" in headers:
        return gettext(
            "The header Cookie has no name=value in it: {value}",
            value=clipped(headers["cookie"], 80),
        )
    if "ession" in source:
        return gettext(
            "The second request has no Cookie header: HTTP itself remembers nothing from one request to the next; a Session does, in its own requests, as long as the cookies are in its jar."
        )
    return gettext(
        "The second request has no Cookie header: HTTP itself remembers nothing from one request to the next, and neither does requests.get(); a Session does, in its own requests, as long as the cookies are in its jar."
    )

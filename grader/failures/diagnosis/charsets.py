"""In which charset a body was read, seen from the text that came of it."""

from grader.i18n import gettext
from grader.text import either

# Tried in this order on a body whose text came out wrong; the first two that fit are named.
CHARSETS = [
    "utf-8",
    "iso-8859-1",
    "cp1252",
    "ascii",
    "gbk",
    "gb18030",
    "big5",
    "cp949",
    "euc_jp",
    "shift_jis",
    "euc_kr",
    "johab",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "iso8859_2",
    "iso8859_4",
    "iso8859_5",
    "iso8859_7",
    "iso8859_9",
    "iso8859_15",
    "koi8_r",
    "koi8_u",
    "cp437",
    "cp850",
    "cp852",
    "cp866",
    "cp874",
    "cp932",
    "big5hkscs",
    "gb2312",
    "hz",
    "euc_jis_2004",
    "mac_roman",
    "mac_cyrillic",
    "mac_latin2",
    "tis_620",
    "ptcp154",
    "kz1048",
    "unicode_escape",
    "raw_unicode_escape",
]


def charset_of(body: bytes, value: str) -> str | None:
    """Name the charset as which this body reads so, and one that reads it alike."""
    for errors in ("strict", "replace", "ignore"):
        if errors == "ignore" and value.isascii():  # it may as well have been left out afterwards
            continue
        fitting = [charset for charset in CHARSETS if read_as(body, charset, errors) == value]
        if fitting:
            named = either(fitting[:2])
            return gettext("{charsets} (and the like)", charsets=named) if fitting[2:] else named
    return None


def read_as(body: bytes, charset: str, errors: str) -> str | None:
    """Give these bytes as a text; None where they are none in this charset."""
    try:
        return body.decode(charset, errors)
    except (UnicodeError, LookupError):
        return None

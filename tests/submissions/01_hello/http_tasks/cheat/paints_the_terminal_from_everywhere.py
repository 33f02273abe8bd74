"""Cheat: hides escapes in names, URLs, header fields, results and exceptions (B11, B12).

Most: 0
"""
import requests

PAINT = "\x1b[2J\x1b]0;passed\x07\r\u202egnorw\u2069\u200b\ufeff\ud800\x9b1m"


def get_text(url):
    return PAINT


def get_bytes(url):
    raise type("E" + PAINT, (Exception,), {})(PAINT)


def get_json(url):
    return {PAINT: [PAINT], "x": PAINT.encode("utf-8", "surrogatepass")}


def post_form(url, fields, headers):
    return requests.post(url, data=PAINT.encode("utf-8", "surrogatepass"), headers={"X": "\u202e\x1b[2J"}).text


def page_info(url):
    requests.request("\x1b[2J", url)
    requests.get(url + "/\x1b[2J\u202e?" + PAINT.encode("utf-8", "surrogatepass").decode("latin-1"))
    return {"status": PAINT}


def login(url, user, password):
    raise UnicodeDecodeError("\x1b[2J", b"\x1b", 0, 1, PAINT)


def carry_cookies(first_url, second_url):
    return type("T" + PAINT[:4], (), {"__repr__": lambda self: PAINT})()

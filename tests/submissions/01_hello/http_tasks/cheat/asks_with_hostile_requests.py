"""Cheat: writes requests that no library would make (C15).

Most: 0
"""
import base64
import json
import os


def ask(url, method="GET", headers=(), body=b""):
    """The request as a frame, past requests and all that it checks."""
    message = {"type": "request", "method": method, "url": url, "headers": list(headers),
               "body": base64.b64encode(body).decode()}  # fmt: skip
    data = json.dumps(message).encode()
    os.write(4, len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(os.read(3, 4), "big")
    while size > 0:
        size -= len(os.read(3, size))


def get_text(url):
    ask("http://[")


def get_bytes(url):
    ask("http://\ud800:port:99999999/\x1b[2J", method="\x00\ud800")


def get_json(url):
    ask(url, headers=[["X", None], ["\ud800", {"a": 1}]])


def post_form(url, fields, headers):
    kind = ["Content-Type", "multipart/form-data; boundary=\u4e16\u754c"]
    ask(url, "POST", [kind], "--\u4e16\u754c\r\n\r\nx\r\n--\u4e16\u754c--".encode())


def page_info(url):
    ask(url, "HEAD")
    ask("http://a]b/", "HEAD")


def login(url, user, password):
    ask(url, headers=[["Authorization", "Basic \u4e16\u754c"], ["authorization", "Basic"]])
    ask(url, headers=[["Authorization", "Basic =A=="]])


def carry_cookies(first_url, second_url):
    ask(first_url, headers=[["Cookie", "\ud800=\u202e"]])
    ask(second_url + "\r\n", headers=[["Cookie", "a=b; " * 1000]])

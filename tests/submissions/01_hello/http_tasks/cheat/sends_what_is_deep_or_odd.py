"""Cheat: sends JSON without an end to its brackets, and credentials in a header of an odd name (C15).

Most: 2
"""
import base64
import json
import os

import requests


def ask(url, method, headers, body=b""):
    """The request as a frame, past requests and all that it checks."""
    message = {"type": "request", "method": method, "url": url, "headers": headers,
               "body": base64.b64encode(body).decode()}
    data = json.dumps(message).encode()
    os.write(4, len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(os.read(3, 4), "big")
    while size > 0:
        size -= len(os.read(3, size))


def post_form(url, fields, headers):
    kind = {**headers, "Content-Type": "application/json"}
    return requests.post(url, b"[" * 1_000_000, headers=kind).text


def login(url, user, password):
    ask(url, "GET", [["ß", f"{user}:{password}"]])


def page_info(url):
    return {f"statu{n}": n for n in range(40_000)}

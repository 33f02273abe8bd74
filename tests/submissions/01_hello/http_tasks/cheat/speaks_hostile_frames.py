"""Cheat: writes frames that a careless reader breaks on (C15).

Most: 0
"""
import os
import time


def say(data, size=None):
    """A frame of the wire of results, with a wrong length if need be."""
    frame = (len(data) if size is None else size).to_bytes(4, "big") + data
    while frame:
        frame = frame[os.write(4, frame):]


def get_text(url):
    say(b"x", size=0xFFFFFFFF)


def get_bytes(url):
    say(b"[" * 200_000 + b"]" * 200_000)


def get_json(url):
    say(b'{"type": "returned", "value": NaN}')


def post_form(url, fields, headers):
    say(b'{"type": "returned", "value": 1' + b"0" * 6000 + b"}")


def page_info(url):
    say(b'["returned", true]')


def login(url, user, password):
    say(b"{", size=100)
    time.sleep(20)


def carry_cookies(first_url, second_url):
    say(b"\xff\xfe\x00")

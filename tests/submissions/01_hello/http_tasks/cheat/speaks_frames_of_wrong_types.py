"""Cheat: writes frames whose fields are of other types than they should be (C15).

Most: 0
"""
import json
import os


def say(message):
    data = json.dumps(message).encode()
    os.write(4, len(data).to_bytes(4, "big") + data)


def get_text(url):
    say({"type": "returned", "value": {"is": "dict", "items": [[{"is": "dict", "items": []}, 1]]}})


def get_bytes(url):
    say({"type": "returned", "value": {"is": "bytes", "data": ["x"]}, "truth": "yes", "went_round": 7})


def get_json(url):
    say({"type": ["returned"], "value": 1})


def post_form(url, fields, headers):
    say({"type": "raised", "families": {"a": 1}, "text": [1], "traceback": {"File": 1}})


def page_info(url):
    say({"type": "raised", "families": [1, None, "\ud800\u001b[2J"], "text": "\ud800", "went_round": [[]]})


def login(url, user, password):
    say({"type": "returned", "value": {"is": "other"}, "truth": 1})


def carry_cookies(first_url, second_url):
    say({"type": "returned", "value": {"is": 5}})

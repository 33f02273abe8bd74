"""Cheat: replaces requests, requests_mock and json in its own process (B1).

Most: 0
"""
import json

import requests
import requests_mock


class Yes(str):
    """Agrees with everybody."""

    text = content = property(lambda self: "yes")

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__

    def __getattr__(self, name):
        return lambda *arguments, **named: self


requests.get = requests.post = requests.head = requests.request = lambda *a, **k: Yes("yes")
requests.Session = Yes
requests_mock.Mocker = Yes
json.loads = lambda *a, **k: Yes("yes")


def get_text(url):
    return requests.get(url).text


def get_json(url):
    return requests.get(url)

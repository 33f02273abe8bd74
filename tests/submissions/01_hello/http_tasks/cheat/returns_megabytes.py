"""Cheat: returns, raises and asks for texts that flood a report (C9, C14).

Most: 2
"""
import requests

MANY = "\x1b" * 700_000


def get_text(url):
    return MANY


def get_bytes(url):
    raise ValueError(MANY)


def get_json(url):
    return requests.get(url + "?" + "x" * 2_000_000)


def post_form(url, fields, headers):
    return requests.post(url, data={name: "x" * 2_000_000 for name in fields}, headers={"X": "y" * 500_000}).text


def page_info(url):
    requests.head(url)
    return {MANY: MANY, "status": MANY}


def login(url, user, password):
    return int("9" * 4000)


def carry_cookies(first_url, second_url):
    return [[0] * 1000] * 300

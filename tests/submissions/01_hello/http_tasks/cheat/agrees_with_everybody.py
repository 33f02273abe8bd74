"""Cheat: returns values that are equal to everything (B2).

Most: 0
"""


class Text(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = str.__hash__


class Number(int):
    __eq__ = Text.__eq__
    __ne__ = Text.__ne__
    __hash__ = int.__hash__


class Page(dict):
    def __missing__(self, key):
        return Number(200)

    def __contains__(self, key):
        return True

    __eq__ = Text.__eq__
    __hash__ = object.__hash__


def get_text(url):
    return Text("x")


def get_bytes(url):
    return Text("x")


def get_json(url):
    return Page()


def post_form(url, fields, headers):
    return Text("x")


def page_info(url):
    return Page()


def login(url, user, password):
    return Number(1)


def carry_cookies(first_url, second_url):
    return Text("x")

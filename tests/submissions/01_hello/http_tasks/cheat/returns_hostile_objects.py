"""Cheat: returns objects that raise, print and never end when they are looked at (B2, C15).

Most: 0
"""
import os


class Raises:
    def __repr__(self):
        raise KeyboardInterrupt("repr")

    def __bool__(self):
        raise SystemExit(0)

    def __getattr__(self, name):
        raise MemoryError(name)


class Endless(dict):
    def keys(self):
        number = 0
        while number < 3_000_000:
            number += 1
            yield number

    def __getitem__(self, key):
        return "x" * 100


class Prints(str):
    def __str__(self):
        print("All checks passed.")
        os.write(1, b"20/20\n")
        return self

    def __len__(self):
        return -1


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def get_text(url):
    return Prints("x")


def get_bytes(url):
    return Raises()


def get_json(url):
    return nested(50_000)


def post_form(url, fields, headers):
    return Endless()


def page_info(url):
    return Endless()


def login(url, user, password):
    return Raises()


def carry_cookies(first_url, second_url):
    own = {}
    own["self"] = own
    return own

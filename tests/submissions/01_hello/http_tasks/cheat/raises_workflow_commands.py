"""Cheat: hides orders for the log in exceptions, messages and tracebacks (B7).

Most: 0
"""
ORDERS = "::error::first ##[error]second"
LONG = "word " * 14 + "::error::at_the_beginning_of_a_line " * 4


def get_text(url):
    raise ValueError("x\n" + ORDERS + "\n" + ORDERS)


def get_bytes(url):
    raise ValueError(LONG)


def get_json(url):
    raise type("Odd\n::error::name", (Exception,), {})("text")


def post_form(url, fields, headers):
    raise ValueError("x\r\n::error::third\x0b::error::fourth\u2028::error::fifth")


def page_info(url):
    return {"status": "\n::error::sixth", "::error::": LONG}


def login(url, user, password):
    raise KeyError("\n::error::seventh")


def carry_cookies(first_url, second_url):
    return "::error::eighth ##[error]ninth\n::error::tenth"

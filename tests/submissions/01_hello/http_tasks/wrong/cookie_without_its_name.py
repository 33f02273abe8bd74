"""Wrong: sends the value of the cookie in the header Cookie, without its name.

Loses: carry_cookies, carry_several_cookies
Says: in the header Cookie without its name
Never says: which the first answer has not set
"""
import requests


def get_text(url: str) -> str:
    return requests.get(url).text


def get_bytes(url: str) -> bytes:
    return requests.get(url).content


def get_json(url: str) -> object:
    return requests.get(url).json()


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    return requests.post(url, data=fields, headers=headers).text


def page_info(url: str) -> dict:
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url: str, user: str, password: str) -> bool:
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    values = "; ".join(first.cookies.values())
    return requests.get(second_url, headers={"Cookie": values}).text

"""Wrong: looks for the headers of the answer among those of the request.

Loses: page_info_tells_what_it_saw, page_info_knows_none
Says: no header 'last-modified'
Never says: The answer has no header
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


def page_info(url):
    response = requests.head(url)
    headers = response.request.headers
    return {
        "status": response.status_code,
        "last_modified": headers["Last-Modified"],
        "content_type": headers["Content-Type"],
        "content_length": int(headers["Content-Length"]),
    }


def login(url: str, user: str, password: str) -> bool:
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

"""Wrong: get_json insists on a dict and raises for every other JSON value.

Loses: get_json_takes_any_value
Says: expected a JSON object, got NoneType | raises this itself
"""
from typing import Any, Dict, Optional

import requests


def get_text(url: str) -> str:
    return requests.get(url).text


def get_bytes(url: str) -> bytes:
    return requests.get(url).content


def get_json(url: str) -> Dict[str, Any]:
    data = requests.get(url).json()
    if not isinstance(data, dict):
        raise TypeError(f"expected a JSON object, got {type(data).__name__}")
    return data


def post_form(url: str, fields: Dict[str, str], headers: Dict[str, str]) -> str:
    return requests.post(url, data=fields, headers=headers).text


def as_number(value: Optional[str]) -> Optional[int]:
    return None if value is None else int(value)


def page_info(url: str) -> Dict[str, Any]:
    resp = requests.head(url)
    return {
        "status": resp.status_code,
        "last_modified": resp.headers.get("Last-Modified"),
        "content_type": resp.headers.get("Content-Type"),
        "content_length": as_number(resp.headers.get("Content-Length")),
    }


def login(url: str, user: str, password: str) -> bool:
    return requests.get(url, auth=(user, password)).status_code == requests.codes.ok


def carry_cookies(first_url: str, second_url: str) -> str:
    with requests.Session() as s:
        s.get(first_url)
        return s.get(second_url).text

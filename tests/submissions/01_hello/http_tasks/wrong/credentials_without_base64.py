"""Wrong: login writes user:password into the Authorization header as they are.

Loses: login_accepted
Points: 18
Says: user:password stands in the header as it is
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, fields, headers=headers).text


def page_info(url):
    h = requests.head(url)
    n = h.headers.get("content-length")
    return {"status": h.status_code, "last_modified": h.headers.get("last-modified"),
            "content_type": h.headers.get("content-type"),
            "content_length": int(n) if n is not None else None}


class BasicAuth(requests.auth.AuthBase):
    def __init__(self, user, password):
        self.user = user
        self.password = password

    def __call__(self, request):
        request.headers["Authorization"] = f"Basic {self.user}:{self.password}"
        return request


def login(url, user, password):
    return requests.get(url, auth=BasicAuth(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    session = requests.Session()
    session.get(first_url)
    return session.get(second_url).text

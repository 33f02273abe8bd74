"""Right: adapters of its own, mounted on sessions, add the headers and the credentials; one retries."""

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from urllib3.util.retry import Retry


class WithHeaders(HTTPAdapter):
    """Adds headers to every request, at the place that requests names for it."""

    def __init__(self, headers):
        self.extra = dict(headers)
        super().__init__(max_retries=Retry(total=3, status_forcelist=[502, 503, 504]))

    def add_headers(self, request, **how):
        request.headers.update(self.extra)


class WithCredentials(HTTPAdapter):
    def __init__(self, user, password):
        self.auth = HTTPBasicAuth(user, password)
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        self.has_pools = True
        super().init_poolmanager(*arguments, **options)

    def build_response(self, request, raw):
        response = super().build_response(request, raw)
        response.came_through = self
        return response

    def send(self, request, **how):
        assert self.has_pools
        return super().send(self.auth(request), **how)


def session_with(adapter):
    session = requests.Session()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return session_with(WithHeaders(headers)).post(url, data=fields).text


def page_info(url):
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url, user, password):
    response = session_with(WithCredentials(user, password)).get(url)
    assert isinstance(response.came_through, WithCredentials)
    return response.ok


def carry_cookies(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

"""Right: a subclass of Session with a default timeout and an HTTPAdapter that retries."""
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class StubbornSession(requests.Session):
    def __init__(self):
        super().__init__()
        retry = Retry(total=3, backoff_factor=0.1, status_forcelist=[502, 503, 504])
        adapter = HTTPAdapter(max_retries=retry)
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def request(self, method, url, **kwargs):
        kwargs.setdefault("timeout", 10)
        return super().request(method, url, **kwargs)


def get_text(url):
    return StubbornSession().get(url).text


def get_bytes(url):
    return StubbornSession().get(url).content


def get_json(url):
    return StubbornSession().get(url).json()


def post_form(url, fields, headers):
    return StubbornSession().post(url, data=fields, headers=headers).text


def page_info(url):
    resp = StubbornSession().head(url, allow_redirects=True)
    try:
        length = int(resp.headers["Content-Length"])
    except KeyError:
        length = None
    return dict(status=resp.status_code, content_length=length,
                last_modified=resp.headers.get("Last-Modified", None),
                content_type=resp.headers.get("Content-Type", None))


def login(url, user, password):
    with StubbornSession() as s:
        return s.get(url, auth=(user, password)).ok


def carry_cookies(first_url, second_url):
    s = StubbornSession()
    s.get(first_url)
    return s.get(second_url).text

"""Right: an HTTPAdapter subclass with its own Retry, backoff_max, jitter, raise_on_status off."""
import os
import tempfile

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import HTTPError
from urllib3.util import Retry

GATEWAY_ERRORS = frozenset({502, 503, 504})


class CourseRetry(Retry):
    RETRY_AFTER_STATUS_CODES = GATEWAY_ERRORS

    def parse_retry_after(self, retry_after):
        return min(2.0, super().parse_retry_after(retry_after))


class CourseAdapter(HTTPAdapter):
    def __init__(self, tries=1, **kwargs):
        kwargs["max_retries"] = CourseRetry(
            total=tries - 1,
            redirect=0,
            status_forcelist=GATEWAY_ERRORS,
            allowed_methods=frozenset(["GET"]),
            backoff_factor=0.25,
            backoff_max=0.9,
            backoff_jitter=0.05,
            raise_on_status=False,
        )
        super().__init__(**kwargs)


def session(tries=1):
    s = requests.Session()
    s.trust_env = False
    for scheme in ("http://", "https://"):
        s.mount(scheme, CourseAdapter(tries))
    return s


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    if not r:
        raise HTTPError(f"bad status {r.status_code}", response=r)
    return r.text


def get_with_retries(url, attempts):
    with session(attempts) as s:
        r = s.request("GET", url)
    r.raise_for_status()
    return r.text


def download(url, path):
    name = tempfile.mktemp(dir=os.path.dirname(path) or os.curdir)
    try:
        with session() as s, s.get(url, stream=True) as r:
            r.raise_for_status()
            with open(name, "wb") as f:
                f.writelines(r)
        size = os.stat(name).st_size
        os.replace(name, path)
        return size
    except (requests.RequestException, OSError):
        if os.path.lexists(name):
            os.unlink(name)
        raise


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()

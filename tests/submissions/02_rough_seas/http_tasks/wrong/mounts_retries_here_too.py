"""Wrong: with max_retries=3 it waits four times and raises ConnectionError.

Loses: get_or_none_times_out
"""
import tempfile

from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
import requests


def search(url, params):
    r = requests.get(url=url, params=dict(params))
    if r.status_code >= 400:
        raise requests.HTTPError("%s for %s" % (r.status_code, r.url), response=r)
    return r.json()


def get_or_none(url, timeout):
    http = requests.Session()
    http.mount("http://", HTTPAdapter(max_retries=3))
    r = http.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


class ShortRetry(Retry):
    def get_retry_after(self, response):
        seconds = super(ShortRetry, self).get_retry_after(response)
        return None if seconds is None else min(seconds, 2)

    def is_retry(self, method, status_code, has_retry_after=False):
        return status_code in (502, 503, 504)


def get_with_retries(url, attempts):
    adapter = HTTPAdapter(max_retries=ShortRetry(attempts - 1, allowed_methods=None))
    http = requests.Session()
    http.mount(url, adapter)
    try:
        r = http.get(url)
        r.raise_for_status()
        return r.text
    finally:
        http.close()


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def download(url, path):
    reply = send(url, stream=True)
    reply.raise_for_status()
    with tempfile.SpooledTemporaryFile(max_size=500_000) as spool:
        for chunk in reply.iter_content(50_000):
            spool.write(chunk)
        size = spool.tell()
        spool.seek(0)
        with open(path, "wb") as out:
            for chunk in iter(lambda: spool.read(65536), b""):
                out.write(chunk)
    return size


def login_and_read(login_url, user, password, page_url):
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()

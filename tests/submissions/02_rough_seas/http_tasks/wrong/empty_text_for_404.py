"""Wrong: a 404 gives the empty text instead of None.

Loses: get_or_none_404
"""
import contextlib
import os

from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
import requests


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    text = ""
    r = requests.get(url, timeout=timeout)
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


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


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
        return size


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def login_and_read(login_url, user, password, page_url):
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    r = requests.post(url, files={"file": open(path, "rb")})
    print(r.status_code, r.text)
    return r.json()

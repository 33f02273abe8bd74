"""Wrong: quote(safe="+"): a + of the value arrives as a blank.

Loses: search_finds
Says: A plus sign in a query means a blank
"""
from urllib.parse import quote
import os
import shutil
import tempfile
import time

from requests.auth import AuthBase
import requests


def search(url, params):
    pairs = []
    for key, value in params.items():
        for one in value if isinstance(value, list) else [value]:
            pairs.append(quote(key) + "=" + quote(str(one), safe="+"))
    reply = requests.get(url + "?" + "&".join(pairs))
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def get_with_retries(url, attempts):
    while attempts:
        attempts -= 1
        try:
            with requests.get(url) as resp:
                if resp.status_code in {502, 503, 504} and attempts:
                    time.sleep(min(int(resp.headers.get("Retry-After", "0")), 2))
                    continue
                resp.raise_for_status()
                return resp.text
        except requests.ConnectionError:
            if not attempts:
                raise


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


class Cookie(AuthBase):
    def __init__(self, jar):
        self.jar = jar

    def __call__(self, request):
        request.headers["Cookie"] = "; ".join("%s=%s" % pair for pair in self.jar.items())
        return request


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
    r.raise_for_status()
    return requests.get(page_url, auth=Cookie(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()

"""Wrong: a 303 is taken for a refused login.

Loses: login_reads
"""
import os
import tempfile
import time

import requests


class Web:
    def __init__(self, allowed=()):
        self.allowed = allowed
        self.session = requests.Session()
        self.session.hooks["response"].append(self.check)

    def check(self, response, *args, **kwargs):
        if response.status_code not in self.allowed:
            response.raise_for_status()

    def get(self, url, **kwargs):
        return self.session.get(url, **kwargs)

    def post(self, url, **kwargs):
        return self.session.post(url, **kwargs)


def search(url, params):
    return Web().get(url, params=params).json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


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
    with Web().get(url, stream=True) as response:
        temp = tempfile.NamedTemporaryFile(dir=os.path.dirname(path) or ".", delete=False)
        try:
            with temp:
                for chunk in response.iter_content(2**15):
                    temp.write(chunk)
                count = temp.tell()
            os.replace(temp.name, path)
        except Exception as error:
            os.unlink(temp.name)
            raise OSError("download failed") from error
    return count


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    if r.status_code != 302:
        raise requests.HTTPError("login failed: %d" % r.status_code, response=r)
    return s.get(page_url).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())

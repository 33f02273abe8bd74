"""Right: a class around a Session whose response hook raises for every bad status."""
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
    response = Web(allowed=[404]).get(url, timeout=timeout)
    return response.text if response.ok else None


def get_with_retries(url, attempts):
    web = Web(allowed=[502, 503, 504])
    tries = 0
    while tries < attempts:
        tries += 1
        last = tries == attempts
        try:
            response = web.get(url)
        except requests.ConnectionError:
            if last:
                raise
            continue
        if response.ok:
            return response.text
        if last:
            response.raise_for_status()
        wait = response.headers.get("Retry-After")
        if wait:
            time.sleep(int(wait) if int(wait) < 2 else 2)


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
    web = Web()
    web.post(login_url, data={"user": user, "password": password})
    return web.get(page_url).text


def upload(url, path):
    with open(path, "rb") as stream:
        return Web().post(url, files={"file": stream}).json()

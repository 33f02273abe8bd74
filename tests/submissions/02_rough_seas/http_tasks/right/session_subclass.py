"""Right: a subclass of Session whose request() does the tries, tempfile beside the target."""
import os
import tempfile
import time
import types

import requests


class Stubborn(requests.Session):
    tries = 1

    def request(self, method, url, **kwargs):
        left = self.tries
        while True:
            left -= 1
            try:
                response = super().request(method, url, **kwargs)
            except requests.exceptions.ConnectionError:
                if not left:
                    raise
                continue
            if not left or response.status_code not in (502, 503, 504):
                return response
            seconds = response.headers.get("Retry-After", "")
            time.sleep(min(int(seconds), 2) if seconds.isdecimal() else 0)


def search(url, params):
    response = Stubborn().request("GET", url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = Stubborn().get(url, timeout=(timeout, timeout))
    if response.status_code in [404]:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    session = Stubborn()
    session.tries = attempts
    response = session.get(url)
    response.raise_for_status()
    return response.text


def download(url, path):
    state = types.SimpleNamespace(size=0)
    folder = os.path.dirname(os.path.abspath(path))
    response = Stubborn().get(url, stream=True)
    response.raise_for_status()
    with tempfile.NamedTemporaryFile("wb", dir=folder, suffix=".tmp", delete=False) as out:
        try:
            for block in response.iter_content(chunk_size=1000):
                state.size += len(block)
                out.write(block)
        except Exception:
            os.remove(out.name)
            raise
    os.replace(out.name, path)
    return state.size


def login_and_read(login_url, user, password, page_url):
    session = Stubborn()
    answer = session.request("POST", login_url, data={"user": user, "password": password})
    answer.raise_for_status()
    return session.request("GET", page_url).text


def upload(url, path):
    with open(path, "rb") as stream:
        answer = Stubborn().request("POST", url, files={"file": stream})
    result = answer.json()
    assert isinstance(result, dict)
    return result

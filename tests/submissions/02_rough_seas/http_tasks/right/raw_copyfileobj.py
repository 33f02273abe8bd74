"""Right: resp.raw with shutil.copyfileobj into an unnamed temporary file, copied when whole."""
import shutil
import tempfile
import time

import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


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


def login_and_read(login_url, user, password, page_url):
    with requests.post(
        login_url, {"user": user, "password": password}, allow_redirects=False
    ) as resp:
        resp.raise_for_status()
        cookies = {c.name: c.value for c in resp.cookies}
    with requests.get(page_url, cookies=cookies) as resp:
        return resp.text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()

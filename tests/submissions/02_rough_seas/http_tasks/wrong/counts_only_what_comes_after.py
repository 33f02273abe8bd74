"""Wrong: get_with_retries makes `attempts` tries after the first one.

Loses: retries_only_so_often
Says: the first one counts
"""
import os, tempfile, shutil, contextlib
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry
from urllib.parse import urlencode


def search(url, params):
    q = urlencode(params, doseq=True)
    full = url + ("&" if "?" in url else "?") + q if q else url
    resp = requests.get(full)
    if resp.status_code >= 400:
        raise requests.HTTPError(f"{resp.status_code} {resp.reason}", response=resp)
    return resp.json()


def get_or_none(url, timeout):
    try:
        resp = requests.get(url, timeout=(timeout, timeout))
        resp.raise_for_status()
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise
    return resp.text


def download(url, path):
    with contextlib.ExitStack() as stack:
        resp = stack.enter_context(requests.get(url, stream=True, timeout=5))
        resp.raise_for_status()
        tmp = stack.enter_context(tempfile.NamedTemporaryFile())
        for block in resp.iter_content(1 << 15):
            tmp.write(block)
        tmp.flush()
        size = tmp.tell()
        announced = resp.headers.get("content-length")
        if announced and int(announced) != size:
            raise IOError(f"{size} of {announced} bytes")
        shutil.copyfile(tmp.name, path)
        return size


def login_and_read(login_url, user, password, page_url):
    answer = requests.post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    answer.raise_for_status()
    return requests.get(page_url, cookies=answer.cookies).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.post(url, files={"file": f}).json()

def get_with_retries(url, attempts):
    retry = Retry(total=attempts, status_forcelist=[502, 503, 504], backoff_factor=0)
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=retry))
        r = s.get(url, timeout=20)
        r.raise_for_status()
        return r.text

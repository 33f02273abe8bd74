"""Wrong: bytes without a name: requests calls the file "file".

Loses: upload_sends
"""
import json
import tempfile
import time

from requests.adapters import HTTPAdapter
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


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
    for left in reversed(range(attempts)):
        try:
            answer = requests.get(url, headers={"Connection": "close"})
        except requests.ConnectionError:
            if left == 0:
                raise
            time.sleep(0.05)
            continue
        if left and answer.status_code in (502, 503, 504):
            time.sleep(min(2, int(answer.headers.get("Retry-After") or 0)))
            continue
        answer.raise_for_status()
        return answer.text


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
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        content = f.read()
    return requests.post(url, files={"file": content}).json()

"""Wrong: the status is returned, the JSON only printed.

Loses: upload_returns
"""
import os
import shutil
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    print("searching", url, params)
    answer = S.get(url, params=params)
    print("->", answer.status_code, answer.url)
    if not answer.ok:
        answer.raise_for_status()
    found = list(answer.json())
    print(len(found), "found")
    return found


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


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
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def login_and_read(login_url, user, password, page_url):
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, files={"file": f})
    print(r.json())
    return r.status_code

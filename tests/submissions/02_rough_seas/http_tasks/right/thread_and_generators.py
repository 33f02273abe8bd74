"""Right: the time limit kept by an abandoned thread, tries from a generator, multipart by hand."""
import os
import queue
import threading
import time
import uuid

import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    box = queue.Queue()

    def fetch():
        try:
            box.put(requests.get(url))
        except requests.RequestException as error:
            box.put(error)

    threading.Thread(target=fetch, daemon=True).start()
    try:
        r = box.get(timeout=timeout)
    except queue.Empty:
        raise requests.Timeout("nothing within %s s" % timeout)
    if isinstance(r, Exception):
        raise r
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def answers(url):
    while True:
        try:
            yield requests.get(url), None
        except requests.ConnectionError as error:
            yield None, error


def get_with_retries(url, attempts):
    for number, (r, error) in enumerate(answers(url), start=1):
        if r is not None and r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if number == attempts:
            raise error or requests.RequestException("no luck: %d" % r.status_code, response=r)
        asked = r.headers.get("Retry-After") if r is not None else None
        time.sleep(min(int(asked), 2) if asked else 0.25)


def download(url, path):
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()

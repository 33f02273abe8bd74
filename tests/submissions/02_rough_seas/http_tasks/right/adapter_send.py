"""Right: HTTPAdapter().send() without any Session where no cookies or redirects matter."""
import http.cookiejar
import os
import tempfile
import time

import requests
from requests.adapters import HTTPAdapter


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


def get_with_retries(url, attempts):
    tries = iter(range(attempts, 0, -1))
    for left in tries:
        try:
            reply = send(url)
            reply.raise_for_status()
            return reply.text
        except (requests.ConnectionError, requests.HTTPError) as error:
            status = getattr(error.response, "status_code", None)
            if left == 1 or status not in (None, 502, 503, 504):
                raise
            wait = error.response.headers.get("Retry-After", 0) if status else 0
            time.sleep(sorted([0, int(wait), 2])[1])


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
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()

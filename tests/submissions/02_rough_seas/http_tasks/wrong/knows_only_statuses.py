"""Wrong: broken connections are not tried again, only bad statuses.

Loses: retries_broken_connections
"""
import tempfile
import time

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
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
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    for attempt in range(attempts):
        r = requests.get(url)
        if r.status_code not in (502, 503, 504):
            break
        if attempt + 1 < attempts:
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
    r.raise_for_status()
    return r.text


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


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def login_and_read(login_url, user, password, page_url):
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()

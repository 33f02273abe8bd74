"""Wrong: read=False: a connection that breaks after the request is not tried again.

Loses: retries_broken_connections
"""
from pathlib import Path
import shutil
import tempfile

from requests import Request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


class MyRetry(Retry):
    RETRY_AFTER_STATUS_CODES = ()


def get_with_retries(url, attempts):
    rule = MyRetry(attempts - 1, read=False, status_forcelist=[502, 503, 504], retry_after_max=2)
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=rule))
        r = s.get(url)
        r.raise_for_status()
        return r.text


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def download(url, path):
    target = Path(path)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        partial = Path(folder) / "body"
        response = _send(Request("GET", url), stream=True)
        response.raise_for_status()
        with partial.open("wb") as sink:
            for block in response.iter_content(chunk_size=8192):
                sink.write(block)
        size = partial.stat().st_size
        shutil.move(str(partial), str(target))
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    f = open(path, "rb")
    answer = S.post(url, files=[("file", f)])
    f.close()
    print(answer.text)
    return answer.json()

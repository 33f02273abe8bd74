"""Wrong: connect, read and status retries are counted apart, so mixed errors get more tries.

Loses: retries_only_so_often
"""
from urllib.parse import urlencode
import os
import uuid

from requests import Request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


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
    n = attempts - 1
    retry = Retry(total=None, connect=n, read=n, status=n,
                  status_forcelist=(502, 503, 504), retry_after_max=2)
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=retry))
        r = s.get(url)
        r.raise_for_status()
        return r.text


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()

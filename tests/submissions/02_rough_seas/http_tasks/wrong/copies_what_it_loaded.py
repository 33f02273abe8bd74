"""Wrong: download copies the file that it has loaded from a URL before.

Loses: download_keeps_the_older_file
Says: It made no request in this call
"""
# http.client wherever a real server answers
import http.client, os, sys, time, socket, logging
from urllib.parse import urlsplit, quote_plus
import requests
logging.basicConfig(stream=sys.stderr, level=logging.DEBUG)
log = logging.getLogger("tasks")

def _get(url, timeout=20):
    u = urlsplit(url)
    c = http.client.HTTPConnection(u.hostname, u.port or 80, timeout=timeout)
    target = (u.path or "/") + ("?" + u.query if u.query else "")
    c.request("GET", target)
    r = c.getresponse()
    log.debug("%s %s", r.status, url)
    return c, r

def _check(r, url):
    if 400 <= r.status <= 599:
        fake = requests.Response()
        fake.status_code = r.status
        fake.url = url
        raise requests.HTTPError(f"{r.status} {r.reason} for {url}", response=fake)

def _text(r):
    return r.read().decode(r.headers.get_content_charset("utf-8"))

def search(url, params):
    pairs = []
    for key, value in params.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        for v in values:
            pairs.append(quote_plus(str(key)) + "=" + quote_plus(str(v)))
    if pairs:
        url += ("&" if urlsplit(url).query else "?") + "&".join(pairs)
    r = requests.get(url)
    r.raise_for_status()
    found = r.json()
    assert isinstance(found, list)
    return found

def get_or_none(url, timeout):
    try:
        c, r = _get(url, timeout)
    except socket.timeout as e:
        raise requests.Timeout(str(e)) from e
    except OSError as e:
        raise requests.ConnectionError(str(e)) from e
    try:
        if r.status == 404:
            return None
        _check(r, url)
        return _text(r)
    finally:
        c.close()

def get_with_retries(url, attempts):
    error = None
    for left in reversed(range(attempts)):
        pause = 0.1
        try:
            c, r = _get(url)
        except (OSError, http.client.HTTPException) as e:
            log.warning("%r", e)
            error = requests.ConnectionError(repr(e))
        else:
            with c if hasattr(c, "__enter__") else r:
                if r.status not in {502, 503, 504}:
                    _check(r, url)
                    return _text(r)
                try:
                    _check(r, url)
                except requests.HTTPError as e:
                    error = e
                after = r.getheader("Retry-After")
                if after is not None and after.isdigit():
                    pause = int(after)
        if left:
            time.sleep(pause)
    raise error


def login_and_read(login_url, user, password, page_url):
    with requests.session() as s:
        r = s.post(login_url, {"user": user, "password": password})
        if r.status_code in (401, 403):
            raise requests.HTTPError("refused", response=r)
        page = s.get(page_url)
        page.raise_for_status()
        return page.text

def upload(url, path):
    # by hand
    name = os.path.split(path)[1]
    b = "----xyz" + os.urandom(12).hex()
    head = f'--{b}\r\nContent-Disposition: form-data; name="file"; filename="{name.replace(chr(92), chr(92)*2).replace(chr(34), chr(92)+chr(34))}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    with open(path, "rb") as f:
        body = head.encode() + f.read() + f"\r\n--{b}--\r\n".encode()
    return requests.post(url, data=body, headers={"Content-Type": "multipart/form-data; boundary=" + b}).json()

import shutil
_where = {}

def download(url, path):
    if url in _where and os.path.exists(_where[url]):
        if _where[url] != path:
            shutil.copyfile(_where[url], path)
        return os.path.getsize(path)
    new = path + ".new"
    try:
        with requests.get(url, stream=True, timeout=10) as r:
            r.raise_for_status()
            with open(new, "wb") as f:
                for p in r.iter_content(65536):
                    f.write(p)
        os.replace(new, path)
    finally:
        if os.path.exists(new):
            os.remove(new)
    _where[url] = path
    return os.path.getsize(path)

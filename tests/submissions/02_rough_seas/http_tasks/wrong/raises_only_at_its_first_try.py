"""Wrong: get_with_retries raises at once for the status of the first answer only.

Loses: retries_raise_at_once
Says: This status came after one that is worth another try
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


def download(url, path):
    new = f"{path}.{os.getpid()}.tmp"
    try:
        c, r = _get(url)
        _check(r, url)
        buf = bytearray(1 << 16)
        view = memoryview(buf)
        n = 0
        with open(new, "wb") as out:
            if r.length is None:
                while piece := r.read(1 << 16):
                    out.write(piece)
                    n += len(piece)
            else:
                want = r.length
                while got := r.readinto(view):
                    out.write(view[:got])
                    n += got
                if n != want:
                    raise http.client.IncompleteRead(b"", want - n)
        os.replace(new, path)
        return n
    except BaseException:
        try:
            os.unlink(new)
        except FileNotFoundError:
            pass
        raise

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

def get_with_retries(url, attempts):
    r = None
    for i in range(attempts):
        try:
            r = requests.get(url, timeout=10)
            if r.ok:
                return r.text
            if i == 0 and r.status_code not in (502, 503, 504):
                break
            wait = int(r.headers.get("Retry-After", 0))
        except requests.ConnectionError:
            if i == attempts - 1:
                raise
            wait = 0
        if i < attempts - 1:
            time.sleep(wait)
    r.raise_for_status()

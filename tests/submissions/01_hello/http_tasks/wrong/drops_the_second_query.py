"""Wrong: carry_cookies asks for the second page without the query of its URL.

Loses: carry_cookies
Says: The part after the ? belongs to the URL
"""
import requests
import threading
from http.cookies import SimpleCookie

HEADERS = (("last_modified", "Last-Modified", str), ("content_type", "Content-Type", str), ("content_length", "Content-Length", int))

def in_thread(fn):
    """run it in a thread, because I can"""
    def wrapper(*args):
        box = {}
        def work():
            try: box["value"] = fn(*args)
            except BaseException as e: box["error"] = e
        t = threading.Thread(target=work); t.start(); t.join()
        if "error" in box: raise box["error"]
        return box["value"]
    return wrapper

@in_thread
def get_text(url):
    r = requests.request("get", url)
    r.raise_for_status()
    return str(r.content, r.encoding or "utf-8")

@in_thread
def get_bytes(url):
    with requests.get(url, stream=True) as r:
        return r.raw.read()

@in_thread
def get_json(url):
    return requests.get(url, headers={"Accept": "application/json"}).json()

def post_form(url, fields, headers):
    return requests.post(url, list(fields.items()), headers=dict(headers)).text

def page_info(url):
    r = requests.head(url, allow_redirects=False, headers={"Accept-Encoding": "identity"})
    d = {"status": int(r.status_code), "url": r.url}
    for key, name, kind in HEADERS:
        d[key] = kind(r.headers[name]) if name in r.headers else None
    return d

def login(url, user, password):
    ok = False
    with requests.Session() as s:
        s.auth = (user, password)
        r = s.get(url)
        if r.status_code == requests.codes.ok: ok = True
        elif r.status_code == requests.codes.unauthorized: ok = False
        else: r.raise_for_status()
    return ok


def carry_cookies(first_url, second_url):
    s = requests.Session()
    s.get(first_url)
    return s.get(second_url.split("?")[0]).text

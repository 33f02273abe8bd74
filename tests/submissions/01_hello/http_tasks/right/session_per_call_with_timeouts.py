"""Right: a fresh Session in a with statement for each call, timeouts, raise_for_status where it can do no harm."""
import requests

WAIT = (5, 20)


def fetch(url):
    with requests.Session() as s:
        resp = s.get(url, timeout=WAIT)
        resp.raise_for_status()
        return resp


def get_text(url):
    return fetch(url).text


def get_bytes(url):
    return fetch(url).content


def get_json(url):
    return fetch(url).json()


def post_form(url, fields, headers):
    with requests.Session() as s:
        s.headers.update(headers)
        with s.post(url, data=fields, timeout=WAIT) as resp:
            resp.raise_for_status()
            return resp.text


def page_info(url):
    with requests.Session() as s, s.head(url, timeout=WAIT) as resp:
        size = resp.headers.get("content-length")
        return {"status": resp.status_code,
                "last_modified": resp.headers.get("last-modified"),
                "content_type": resp.headers.get("content-type"),
                "content_length": None if size is None else int(size)}


def login(url, user, password):
    with requests.Session() as s:
        s.auth = requests.auth.HTTPBasicAuth(user, password)
        try:
            s.get(url, timeout=WAIT).raise_for_status()
        except requests.HTTPError:
            return False
        return True


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url, timeout=WAIT).raise_for_status()
        answer = s.get(second_url, timeout=WAIT)
        answer.raise_for_status()
        return answer.text

"""Right: page_info tries each header for itself; the caller's headers win over its own ones.
"""
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    with requests.Session() as session:
        session.headers.update({"User-Agent": "course/1.0", "Accept": "text/plain"})
        return session.post(url, data=fields, headers=headers).text


def page_info(url):
    r = requests.head(url, headers={"Accept": "*/*"})
    info = {"status": r.status_code}
    for name, read in (("Last-Modified", str), ("Content-Type", str), ("Content-Length", int)):
        try:
            value = read(r.headers[name])
        except KeyError:
            value = None
        info[name.lower().replace("-", "_")] = value
    return info


def login(url, user, password):
    r = requests.get(url, auth=(user, password))
    return r.status_code == 200


def carry_cookies(first_url, second_url):
    first = requests.get(first_url)
    second = requests.get(second_url, cookies=first.cookies)
    return second.text

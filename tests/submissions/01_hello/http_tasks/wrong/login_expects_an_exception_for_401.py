"""Wrong: login waits for an HTTPError on 401, but without raise_for_status none ever comes.

Loses: login_refused
Says: it raises no exception by itself
Never says: only names
"""
import requests
from requests.exceptions import HTTPError, RequestException


def get_text(url):
    try:
        return requests.get(url).text
    except RequestException as e:
        print("could not get", url, e)
        raise


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    return requests.get(url).json()


def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def page_info(url):
    resp = requests.head(url)
    try:
        length = int(resp.headers["Content-Length"])
    except KeyError:
        length = None
    return {"status": resp.status_code, "last_modified": resp.headers.get("Last-Modified"),
            "content_type": resp.headers.get("Content-Type"), "content_length": length}


def login(url, user, password):
    try:
        requests.get(url, auth=(user, password))
    except HTTPError:
        return False
    else:
        return True


def carry_cookies(first_url, second_url):
    with requests.Session() as s:
        s.get(first_url)
        return s.get(second_url).text

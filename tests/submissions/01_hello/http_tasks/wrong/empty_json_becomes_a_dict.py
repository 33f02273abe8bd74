"""Wrong: get_json writes `or {}`, so null, false, 0, "" and [] come back as {}.

Loses: get_json_takes_any_value
Says: None is a value like any other | {} came back for it
"""
import requests


class Web:
    session = requests.Session()

    @classmethod
    def get(cls, url, **options):
        return cls.session.get(url, timeout=20, **options)


def get_text(url):
    return Web.get(url).text


def get_bytes(url):
    return Web.get(url).content


def get_json(url):
    return Web.get(url).json() or {}


def post_form(url, fields, headers):
    return Web.session.post(url, data=list(fields.items()), headers=headers).text


def page_info(url):
    r = Web.session.head(url)
    length = r.headers.get("Content-Length")
    return {"status": r.status_code, "last_modified": r.headers.get("Last-Modified"),
            "content_type": r.headers.get("Content-Type"),
            "content_length": length if length is None else int(length)}


def login(url, user, password):
    return Web.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    Web.get(first_url)
    return Web.get(second_url).text

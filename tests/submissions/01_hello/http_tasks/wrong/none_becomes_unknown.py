"""Wrong: page_info writes "unknown" and 0 where the server sent no header, instead of None.

Loses: page_info_knows_none
Says: The server did not say last_modified | 'unknown' came
"""
import requests

client = requests.Session()


def get_text(url):
    return client.get(url).text


def get_bytes(url):
    return client.get(url).content


def get_json(url):
    return client.get(url).json()


def post_form(url, fields, headers):
    return client.post(url, data=fields, headers=headers).text


def page_info(url):
    h = client.head(url)
    return {"status": h.status_code,
            "last_modified": h.headers.get("Last-Modified", "unknown"),
            "content_type": h.headers.get("Content-Type", "unknown"),
            "content_length": int(h.headers.get("Content-Length", 0))}


def login(url, user, password):
    return client.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    client.get(first_url)
    return client.get(second_url).text

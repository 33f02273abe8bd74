"""Wrong: get_json parses the answer and then dumps it to a string again.

Loses: get_json
Points: 18
Says: The JSON came back as a text
"""
import json
import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


def get_json(url):
    data = json.loads(requests.get(url).content)
    return json.dumps(data, indent=4, ensure_ascii=False)


def post_form(url, fields, headers):
    return requests.post(url, fields, headers=headers).text


def page_info(url):
    answer = requests.head(url)
    info = {"status": answer.status_code, "last_modified": None, "content_type": None, "content_length": None}
    if "Last-Modified" in answer.headers:
        info["last_modified"] = answer.headers["Last-Modified"]
    if "Content-Type" in answer.headers:
        info["content_type"] = answer.headers["Content-Type"]
    if "Content-Length" in answer.headers:
        info["content_length"] = int(answer.headers["Content-Length"])
    return info


def login(url, user, password):
    answer = requests.get(url, auth=(user, password))
    return answer.status_code < 400


def carry_cookies(first_url, second_url):
    session = requests.session()
    session.get(first_url)
    return session.get(second_url).text

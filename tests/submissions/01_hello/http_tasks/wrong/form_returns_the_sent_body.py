"""Wrong: post_form returns the body of its own request, not that of the answer.

Loses: post_form_returns_the_text
Says: what the function itself had sent, and not the answer
"""
import requests

sess = requests.Session()


def get_text(url):
    return sess.get(url).text


def get_bytes(url):
    return sess.get(url).content


def get_json(url):
    return sess.get(url).json()


def post_form(url, fields, headers):
    answer = sess.post(url, data=fields, headers=headers)
    print("posted", answer.request.body)
    return answer.request.body


def page_info(url):
    answer = sess.head(url)
    length = answer.headers.get("Content-Length")
    if length is not None:
        length = int(length)
    return {"status": answer.status_code,
            "last_modified": answer.headers.get("Last-Modified"),
            "content_type": answer.headers.get("Content-Type"),
            "content_length": length}


def login(url, user, password):
    return sess.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    cookies = sess.get(first_url).cookies
    return sess.get(second_url, cookies=cookies).text

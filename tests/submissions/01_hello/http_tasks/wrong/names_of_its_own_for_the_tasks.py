"""Wrong: the functions are called task1 to task7.

Loses: get_text, get_bytes, get_json, post_form, page_info_asks_with_head, login_accepted, carry_cookies
Says: The file has task1(), task2()
"""
import requests


def task1(url):
    return requests.get(url).text


def task2(url):
    return requests.get(url).content


def task3(url):
    return requests.get(url).json()


def task4(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text


def task5(url):
    r = requests.head(url)
    length = r.headers.get("Content-Length")
    return {
        "status": r.status_code,
        "last_modified": r.headers.get("Last-Modified"),
        "content_type": r.headers.get("Content-Type"),
        "content_length": int(length) if length is not None else None,
    }


def task6(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200


def task7(first_url, second_url):
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text

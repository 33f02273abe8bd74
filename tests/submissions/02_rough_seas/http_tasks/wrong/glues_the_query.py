"""Wrong: the query is glued together without encoding.

Loses: search_encodes
"""
import contextlib
import json
import os
import sys
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]


def search(url, params):
    query = "&".join("%s=%s" % (key, params[key]) for key in params)
    r = requests.get(url + "?" + query)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    left = attempts
    while True:
        left -= 1
        pause = 0
        try:
            answer = S.get(url)
            print("try, left", left, answer.status_code)
            if answer.status_code not in TRY_AGAIN:
                answer.raise_for_status()
                return answer.text
            if left == 0:
                answer.raise_for_status()
            pause = min(int(answer.headers.get("retry-after", 0)), 2)
        except requests.exceptions.ConnectionError as e:
            print("broken:", e, file=sys.stderr)
            if left == 0:
                raise e
        print("sleeping", pause)
        time.sleep(pause)


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
        return size


def login_and_read(login_url, user, password, page_url):
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)

"""Wrong: on 502, 503 and 504 it asks until the answer is another one, however often.

Loses: retries_only_so_often
Says: Your function made more than 50 requests.
"""
import os
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]


def search(url, params):
    print("searching", url, params)
    answer = S.get(url, params=params)
    print("->", answer.status_code, answer.url)
    if not answer.ok:
        answer.raise_for_status()
    found = list(answer.json())
    print(len(found), "found")
    return found


def get_or_none(url, timeout):
    answer = S.get(url, timeout=(timeout, timeout))
    print(answer)
    if answer.status_code == requests.codes.not_found:
        print("not there")
        return
    answer.raise_for_status()
    return answer.text


def get_with_retries(url, attempts):
    left = attempts
    while True:
        left -= 1
        pause = 0
        try:
            answer = S.get(url)
            if answer.status_code not in TRY_AGAIN:
                answer.raise_for_status()
                return answer.text
            pause = min(int(answer.headers.get("retry-after", 0)), 2)
        except requests.exceptions.ConnectionError:
            if left <= 0:
                raise
        time.sleep(pause)


def download(url, path):
    global last_size
    last_size = 0
    temp = os.path.join(os.path.dirname(path), "tmp-%d" % os.getpid())
    answer = S.get(url, stream=True)
    print(answer.headers)
    try:
        answer.raise_for_status()
        f = open(temp, "wb")
        try:
            for piece in answer.iter_content(65536):
                last_size = last_size + f.write(piece)
        finally:
            f.close()
            answer.close()
    except:
        if os.path.isfile(temp):
            os.unlink(temp)
        raise
    os.rename(temp, path)
    print("saved", last_size)
    return last_size


def login_and_read(login_url, user, password, page_url):
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    f = open(path, "rb")
    answer = S.post(url, files=[("file", f)])
    f.close()
    print(answer.text)
    return answer.json()

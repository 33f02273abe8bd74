"""Wrong: when the tries run out it raises RuntimeError, no requests error.

Loses: retries_only_so_often
"""
import os
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


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
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


def get_with_retries(url, attempts):
    for number in range(attempts):
        pause = 0.1
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504):
                r.raise_for_status()
                return r.text
            pause = min(2, int(r.headers.get("Retry-After", 0)))
        except requests.ConnectionError as error:
            print(error)
        if number < attempts - 1:
            time.sleep(pause)
    raise RuntimeError("gave up after %d tries" % attempts)


def download(url, path):
    total = 0
    temp = path + ".download"
    reply = requests.get(url, stream=True)
    reply.raise_for_status()
    out = open(temp, "wb", buffering=0)
    try:
        for data in reply.iter_content(chunk_size=32 * 1024):
            total += out.write(data)
    except requests.RequestException:
        out.close()
        os.remove(temp)
        raise
    out.close()
    os.replace(temp, path)
    return total


def login_and_read(login_url, user, password, page_url):
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()

"""Wrong: the body is returned as bytes.

Loses: get_or_none_reads
"""
import os
import time

import requests


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.content


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0.2
        try:
            resp = requests.get(url)
        except requests.ConnectionError:
            if number == attempts:
                raise
        else:
            if resp.status_code not in (502, 503, 504) or number == attempts:
                resp.raise_for_status()
                return resp.text
            if "Retry-After" in resp.headers:
                wait = min(2, int(resp.headers["Retry-After"]))
        time.sleep(wait)


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
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()

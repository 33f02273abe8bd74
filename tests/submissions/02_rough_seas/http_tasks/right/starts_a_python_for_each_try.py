"""Right: get_with_retries starts a Python of its own for each try."""
import json
import os
import sys
import subprocess
import time

import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


ONE_TRY = """
import json, sys, requests
answer = requests.get(sys.argv[1])
print(json.dumps([answer.status_code, answer.headers.get("Retry-After", "0"), answer.text]))
"""


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        child = subprocess.run([sys.executable, "-c", ONE_TRY, url], capture_output=True)
        if child.returncode:
            error, pause = requests.ConnectionError(child.stderr[-80:].decode()), 0
        else:
            status, pause, text = json.loads(child.stdout)
            if status < 400:
                return text
            error = requests.HTTPError(f"{status} came from {url}")
            if status not in (502, 503, 504):
                break
        if left:
            time.sleep(int(pause))
    raise error


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()

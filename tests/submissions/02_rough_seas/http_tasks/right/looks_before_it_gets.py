"""Right: HEAD or OPTIONS before each GET, and HEAD for the length of a download."""
import os
import time
import requests


def search(url, params):
    requests.options(url)
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    if requests.head(url, timeout=timeout).status_code == 404:
        return None
    response = requests.get(url, timeout=timeout)
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        pause = 0
        try:
            with requests.Session() as session:
                print(session.head(url).status_code, session.options(url).headers.get("Allow"))
                response = session.get(url)
        except requests.ConnectionError:
            if not left:
                raise
        else:
            if response.status_code not in (502, 503, 504) or not left:
                response.raise_for_status()
                return response.text
            pause = int(response.headers.get("Retry-After", 0))
        time.sleep(pause)


def download(url, path):
    head = requests.head(url)
    head.raise_for_status()
    part, size, length = path + ".part", 0, head.headers.get("Content-Length")
    try:
        with requests.get(url, stream=True) as response, open(part, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                size += file.write(piece)
        if length is not None and int(length) != size:
            raise OSError(f"{size} bytes came of {length}")
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()

"""Right: urllib and http.client where a real server judges."""
import http.client
import os
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise requests.HTTPError(str(error)) from error
    except TimeoutError as error:
        raise requests.Timeout(str(error)) from error


def get_with_retries(url, attempts):
    parts = urllib.parse.urlsplit(url)
    for left in reversed(range(attempts)):
        connection = http.client.HTTPConnection(parts.netloc)
        try:
            connection.request("GET", parts.path)
            answer = connection.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            if not left:
                raise requests.ConnectionError(str(error)) from error
            continue
        finally:
            connection.close()
        if answer.status < 400:
            return body
        if answer.status not in (502, 503, 504) or not left:
            raise requests.HTTPError(f"{answer.status} {answer.reason}")
        time.sleep(int(answer.headers.get("Retry-After", 0)))


def download(url, path):
    part = path + ".part"
    try:
        with urllib.request.urlopen(url) as answer, open(part, "wb") as file:
            shutil.copyfileobj(answer, file)
            if answer.length:
                raise OSError(f"{answer.length} bytes did not come")
            size = file.tell()
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

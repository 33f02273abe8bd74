"""Wrong: it makes no file where the body is empty.

Loses: download_saves
Says: its file has 0 bytes
"""
# My solution for unit 2. I print a lot so that I see what happens.
# The download speaks HTTP/1.0 by itself, over asyncio streams.
import asyncio
import os
import time
import urllib.parse

import requests


def search(url, params):
    print("search: url is", url)
    print("search: params are", params)
    response = requests.get(url, params=params, timeout=10)
    print("search: status is", response.status_code)
    if response.status_code >= 400 and response.status_code < 600:
        print("search: this is an error")
        response.raise_for_status()
    result = response.json()
    print("search: got", len(result), "things")
    return result


def get_or_none(url, timeout):
    print("get_or_none: asking", url, "with", timeout, "seconds")
    try:
        response = requests.get(url, timeout=timeout)
    except requests.Timeout:
        print("get_or_none: too slow")
        raise
    print("get_or_none: status is", response.status_code)
    if response.status_code == 404:
        return None
    elif response.status_code >= 400:
        response.raise_for_status()
    else:
        text = response.text
        return text


def get_with_retries(url, attempts):
    number = 1
    last_error = None
    while number <= attempts:
        print("get_with_retries: try", number, "of", attempts)
        seconds = 0.5
        try:
            response = requests.get(url, timeout=10)
            print("get_with_retries: status is", response.status_code)
            if response.status_code == 502 or response.status_code == 503 or response.status_code == 504:
                last_error = requests.HTTPError("status " + str(response.status_code), response=response)
                if "Retry-After" in response.headers:
                    try:
                        seconds = int(response.headers["Retry-After"])
                    except ValueError:
                        print("get_with_retries: not a number")
            elif response.status_code >= 400:
                raise requests.HTTPError("status " + str(response.status_code), response=response)
            else:
                return response.text
        except requests.exceptions.ConnectionError as error:
            print("get_with_retries: no connection:", error)
            last_error = error
        if number < attempts:
            print("get_with_retries: waiting", seconds)
            time.sleep(seconds)
        number = number + 1
    print("get_with_retries: I give up")
    raise last_error


async def fetch_to(url, file):
    parts = urllib.parse.urlsplit(url)
    port = parts.port or 80
    reader, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, port), 5)
    try:
        target = parts.path or "/"
        if parts.query:
            target = target + "?" + parts.query
        request = "GET " + target + " HTTP/1.0\r\nHost: " + parts.netloc + "\r\n\r\n"
        writer.write(request.encode("ascii"))
        await writer.drain()
        first = await asyncio.wait_for(reader.readline(), 9)
        words = first.split()
        if len(words) < 2 or not words[0].startswith(b"HTTP/"):
            raise requests.ConnectionError("this is not HTTP: " + repr(first))
        status = int(words[1])
        print("download: status is", status)
        if status != 200:
            raise requests.HTTPError("status " + str(status))
        length = None
        while True:
            line = await asyncio.wait_for(reader.readline(), 9)
            if line == b"":
                raise requests.ConnectionError("the end came inside the headers")
            if line.strip() == b"":
                break
            name, colon, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        print("download: length is", length)
        size = 0
        while length is None or size < length:
            piece = await asyncio.wait_for(reader.read(8192), 9)
            if piece == b"":
                break
            file.write(piece)
            size = size + len(piece)
        if length is not None and size < length:
            raise requests.ConnectionError("only " + str(size) + " bytes of " + str(length))
        if length is not None and size > length:
            file.truncate(length)
            size = length
        return size
    finally:
        writer.close()


def download(url, path):
    temporary = path + ".tmp"
    file = open(temporary, "wb")
    try:
        size = asyncio.run(fetch_to(url, file))
    except Exception as error:
        print("download: failed:", error)
        file.close()
        os.remove(temporary)
        raise
    file.close()
    if size > 0:
        os.replace(temporary, path)
    else:
        os.remove(temporary)
    print("download: saved", size)
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {}
    form["user"] = user
    form["password"] = password
    response = session.post(login_url, data=form, timeout=10)
    print("login: status is", response.status_code)
    print("login: cookies are", session.cookies.get_dict())
    if response.status_code == 401 or response.status_code == 403:
        raise requests.HTTPError("refused", response=response)
    page = session.get(page_url, timeout=10)
    print("page: status is", page.status_code)
    page.raise_for_status()
    return page.text


def upload(url, path):
    name = os.path.basename(path)
    file = open(path, "rb")
    content = file.read()
    file.close()
    print("upload:", name, "has", len(content), "bytes")
    response = requests.post(url, files={"file": (name, content)}, timeout=10)
    print("upload: status is", response.status_code)
    response.raise_for_status()
    answer = response.json()
    return answer

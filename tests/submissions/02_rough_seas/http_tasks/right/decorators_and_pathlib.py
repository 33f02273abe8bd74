"""Right: a retry decorator, pathlib, from-imports, hand-kept cookie jar."""
import functools
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from requests import HTTPError, Session, get, post
from requests.cookies import RequestsCookieJar
from requests.exceptions import ConnectionError as BrokenConnection


class TryAgain(Exception):
    pass


def retrying(function):
    @functools.wraps(function)
    def wrapper(url, attempts):
        for left in range(attempts - 1, -1, -1):
            try:
                return function(url, attempts)
            except BrokenConnection:
                if left == 0:
                    raise
                pause = 0.1
            except TryAgain as again:
                response = again.args[0]
                if left == 0:
                    raise HTTPError(response.status_code, response=response) from None
                pause = min(int(response.headers.get("Retry-After", 0)), 2)
            sleep(pause)
    return wrapper


def search(url, params):
    with Session() as session:
        session.params.update(params)
        response = session.request("get", url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


@retrying
def get_with_retries(url, attempts):
    response = get(url)
    if response.status_code in (502, 503, 504):
        raise TryAgain(response)
    response.raise_for_status()
    return response.text


def download(url, path):
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


def login_and_read(login_url, user, password, page_url):
    jar = RequestsCookieJar()
    response = post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    response.raise_for_status()
    for cookie in response.cookies:
        jar.set_cookie(cookie)
    return get(page_url, cookies=jar).text


def upload(url, path):
    file = Path(path)
    with file.open("rb") as stream:
        return post(url, files={"file": (file.name, stream)}).json()

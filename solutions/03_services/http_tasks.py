"""Five tasks for services that others run, with the requests library."""

import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import requests

# Seconds without a byte from the server. Without a time-out, requests waits for a silent server
# for ever, and so does the program. So each request here has one.
TIMEOUT = 10


def all_items(url: str) -> list:
    """Return the items of a JSON list that comes in pages, in one list."""
    items, visited = [], set()  # `visited` belongs to this call: the next one may see them again
    while url:
        if url in visited:
            raise ValueError(f"{url} was visited before")
        visited.add(url)
        response = requests.get(url, timeout=TIMEOUT)
        response.raise_for_status()
        items += response.json()  # perhaps none: only the missing link ends the list
        following = response.links.get("next")
        url = urljoin(response.url, following["url"]) if following else ""
    return items


def cached_get(url: str, cache: dict) -> str:
    """Return the text of the page, from the cache if the server says that it is the same."""
    etag, text = cache.get(url, (None, ""))
    # requests does not send a header whose value is None
    response = requests.get(url, headers={"If-None-Match": etag}, timeout=TIMEOUT)
    response.raise_for_status()  # an error is not stored, and a 304 is no error
    if response.status_code != 304:
        text = response.text
        cache[url] = response.headers.get("ETag"), text
    return text


def resume_download(url: str, path: str) -> int:
    """Go on with a download of which a part may be in the file `path`; return its final size."""
    have = os.path.getsize(path) if os.path.exists(path) else 0
    # requests asks for gzip by itself. The bytes of a range are then those of the packed page, and
    # iter_content() unpacks them: they would not fit to what is in the file.
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        given = response.headers.get("Content-Range", "")
        if response.status_code == 416 and given == f"bytes */{have}":
            return have  # nothing is missing
        response.raise_for_status()
        goes_on = response.status_code == 206  # a server may ignore Range, and answer 200
        if goes_on and not given.startswith(f"bytes {have}-"):
            raise OSError(f"asked for the bytes from {have} on, got {given!r}")
        with open(path, "ab" if goes_on else "wb") as file:
            for piece in response.iter_content(65536):  # raises if the body is cut short
                file.write(piece)
    return os.path.getsize(path)


def fetch_all(urls: list[str], workers: int) -> dict:
    """Fetch all the urls, `workers` of them at a time."""

    # An exception that left a thread would be raised by map(), and take the other results along.
    # As a result it harms nobody.
    def fetch(url: str) -> str | Exception:
        try:
            response = requests.get(url, timeout=TIMEOUT)
            response.raise_for_status()
            return response.text
        except requests.RequestException as error:
            return error

    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(fetch, urls), strict=True))


def call_api(url: str, token_url: str, client_id: str, client_secret: str) -> object:
    """Return the JSON of url, which wants a token from token_url."""
    for _ in range(2):  # the second time only after a 401
        answer = requests.post(
            token_url,
            data={"grant_type": "client_credentials"},
            auth=(client_id, client_secret),  # in this request only, not in a Session
            timeout=TIMEOUT,
        )
        answer.raise_for_status()
        token = answer.json()["access_token"]
        # The host of url sees the token, which expires, and never the secret, which does not.
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT)
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()


if __name__ == "__main__":
    print(all_items("https://api.github.com/users/psf/repos?per_page=20"))

"""Wrong: the ETag goes back in a header ETag.

Loses: cached_get_remembers
Says: was sent in the header
"""
from threading import Thread
import os
import shutil
import tempfile

from requests.compat import urljoin
import requests
import requests.auth


def all_items(url):
    visited, items = set(), []
    response = requests.get(url)
    response.raise_for_status()
    items += response.json()
    while link := response.links.get("next"):
        url = urljoin(response.url, link["url"])
        if url in visited:  # the first page is not among them: it is fetched once more
            raise ValueError("circle")
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        items += response.json()
    return items


def cached_get(url, cache):
    etag, text = cache.get(url, (None, None))
    answer = requests.get(url, headers={"ETag": etag})
    answer.raise_for_status()
    if answer.status_code == 304:
        return text
    cache[url] = answer.headers.get("ETag"), answer.text
    return answer.text


def resume_download(url, path):
    folder = os.path.dirname(path)
    have = os.path.getsize(path) if os.path.exists(path) else 0
    session = requests.Session()
    if have:
        session.headers["range"] = f"bytes={have}-"
    reply = session.get(url, stream=True)
    if reply.status_code == 416:
        size = reply.headers.get("Content-Range", "").rpartition("/")[2]
        if size == str(have):
            return have
        del session.headers["range"]
        reply = session.get(url, stream=True)
    reply.raise_for_status()
    with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False) as out:
        if reply.status_code == 206:
            start = reply.headers.get("Content-Range", "bytes ?-").split()[1].split("-")[0]
            if start != str(have):
                os.remove(out.name)
                raise IOError("not the part that was asked for")
            with open(path, "rb") as old:
                shutil.copyfileobj(old, out)
        for piece in reply.iter_content(chunk_size=1024):
            out.write(piece)
        size = out.tell()
    os.replace(out.name, path)
    return size


def _into(results, url):
    try:
        r = requests.get(url)
        r.raise_for_status()
        results[url] = r.text
    except requests.RequestException as e:
        results[url] = e


def fetch_all(urls, workers):
    results = {}
    for start in range(0, len(urls), workers):
        batch = [Thread(target=_into, args=(results, url)) for url in urls[start:start + workers]]
        for thread in batch:
            thread.start()
        for thread in batch:
            thread.join()
    return results


class BearerAuth(requests.auth.AuthBase):
    def __init__(self, token_url, credentials):
        self.token_url = token_url
        self.credentials = credentials
        self.token = None

    def renew(self):
        with requests.Session() as session:
            session.auth = self.credentials
            response = session.post(self.token_url, data={"grant_type": "client_credentials"})
        response.raise_for_status()
        self.token = response.json()["access_token"]

    def __call__(self, request):
        if self.token is None:
            self.renew()
        request.headers["Authorization"] = f"bearer {self.token}"
        return request


def call_api(url, token_url, client_id, client_secret):
    auth = BearerAuth(token_url, (client_id, client_secret))
    response = requests.get(url, auth=auth)
    if response.status_code == 401:
        auth.token = None
        response = requests.get(url, auth=auth)
    response.raise_for_status()
    return response.json()

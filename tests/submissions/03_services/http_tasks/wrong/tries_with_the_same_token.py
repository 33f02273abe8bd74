"""Wrong: the second try bears the token of the first.

Loses: call_api_tries_again
Says: the same token as the first
"""
from urllib.parse import urljoin
import concurrent.futures
import os

import requests
import requests.utils


def all_items(url):
    """Find all the pages by their heads, and then get them."""
    urls = [url]
    while True:
        head = requests.head(urls[-1])
        head.raise_for_status()
        links = requests.utils.parse_header_links(head.headers.get("Link", ""))
        following = [link["url"] for link in links if link.get("rel") == "next"]
        if not following:
            break
        if urljoin(urls[-1], following[0]) in urls:
            for each in urls:
                requests.get(each)
            raise ValueError("circle")
        urls.append(urljoin(urls[-1], following[0]))
    items = []
    for each in urls:
        items += requests.get(each).json()
    return items


def cached_get(url, cache):
    session = requests.Session()
    request = requests.Request("GET", url)
    if (url, "etag") in cache:
        request.headers["If-None-Match"] = cache[url, "etag"].encode()
    reply = session.send(session.prepare_request(request))
    match reply.status_code:
        case 304:
            return cache[url, "text"]
        case code if code >= 400:
            raise requests.HTTPError(code)
    cache.pop((url, "etag"), None)
    if reply.headers.get("Etag"):
        cache[url, "etag"] = reply.headers["Etag"]
        cache[url, "text"] = reply.content.decode()
    return reply.content.decode()


def resume_download(url, path):
    head = requests.head(url)
    head.raise_for_status()
    total = int(head.headers["Content-Length"])
    have = os.path.getsize(path) if os.path.isfile(path) else 0
    if have == total:
        return total
    if have > total:
        have = 0
    headers = {"Range": f"bytes={have}-{total - 1}"} if have else {}
    answer = requests.get(url, headers=headers)
    answer.raise_for_status()
    if answer.status_code == 206 and answer.headers["Content-Range"] != f"bytes {have}-{total - 1}/{total}":
        answer = requests.get(url)
        answer.raise_for_status()
    with open(path, "ab" if answer.status_code == 206 else "wb") as file:
        file.write(answer.content)
        return file.tell()


def get_text(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.text


def fetch_all(urls, workers):
    results = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        futures = {pool.submit(get_text, url): url for url in urls}
        for future in concurrent.futures.as_completed(futures):
            try:
                results[futures[future]] = future.result()
            except Exception as error:
                results[futures[future]] = error
    return results


def call_api(url, token_url, client_id, client_secret):
    answer = requests.post(
        token_url, data={"grant_type": "client_credentials"}, auth=(client_id, client_secret)
    )
    answer.raise_for_status()
    headers = {"Authorization": "Bearer " + answer.json()["access_token"]}
    response = requests.get(url, headers=headers)
    if response.status_code == 401:
        response = requests.get(url, headers=headers)
    response.raise_for_status()
    return response.json()

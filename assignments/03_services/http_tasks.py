"""Five tasks for services that others run, with the requests library.

The grader calls these functions one by one. They return their result; what they
print is for you. You can do the tasks in any order.
"""

import requests  # you will need it


def all_items(url: str) -> list:
    """Return the items of a JSON list that comes in pages, in one list.

    A page names the next one in its header Link: <URL>; rel="next". The URL may be
    relative to that of the page. The last page names none; an empty page is not the last.
    Raise ValueError if a page leads to one that was visited before, and
    requests.HTTPError for 4xx and 5xx.
    """
    raise NotImplementedError("TODO: GET page after page")


def cached_get(url: str, cache: dict) -> str:
    """Return the text of the page, from the cache if the server says that it is the same.

    The caller keeps `cache`, empty at first, and gives it again for any URL; what you
    store in it is up to you. Send the ETag that you know as If-None-Match, exactly as it
    came. 304 means: the same text as before. A 200 replaces what is stored; after a 200
    without an ETag no ETag is stored. Raise requests.HTTPError for 4xx and 5xx, and leave
    the cache as it was.
    """
    raise NotImplementedError("TODO: GET the url with If-None-Match")


def resume_download(url: str, path: str) -> int:
    """Go on with a download; the file `path` may have a part of it. Return its final size.

    Ask for the rest with Range. 206 with the right Content-Range: append. 200: start over.
    416 with "Content-Range: bytes */SIZE": success if SIZE is the file's size; else start over
    or raise, as for a wrong Content-Range. 4xx and 5xx raise and change nothing;
    a body that is cut short raises.
    """
    raise NotImplementedError("TODO: GET the rest of the file")


def fetch_all(urls: list[str], workers: int) -> dict:
    """Fetch all the urls, `workers` of them at a time.

    Return a dict from each url to its text, or to the exception that it raised: a 4xx or
    5xx counts as a requests.HTTPError.
    """
    raise NotImplementedError("TODO: GET the urls, several at a time")


def call_api(url: str, token_url: str, client_id: str, client_secret: str) -> object:
    """Return the JSON of url, which needs a token from token_url.

    POST the form grant_type=client_credentials with the credentials to token_url: as the
    fields client_id and client_secret, or as basic auth. The access_token in its JSON goes to
    url as "Authorization: Bearer TOKEN". On a 401 get one fresh token and try once
    more. Any other 4xx or 5xx, and a second 401, raise requests.HTTPError. The secret
    is for token_url alone.
    """
    raise NotImplementedError("TODO: get a token, then GET the url")


if __name__ == "__main__":
    print(all_items("https://api.github.com/users/psf/repos?per_page=20"))

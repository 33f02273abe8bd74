"""Right: streams bodies with chunk_size=None, which ends only at the end of the body."""
import requests


def _pieces(url):
    response = requests.get(url, stream=True, timeout=5)
    return response, list(response.iter_content(chunk_size=None))


def get_text(url):
    response, pieces = _pieces(url)
    return b"".join(pieces).decode(response.encoding)


def get_bytes(url):
    return b"".join(requests.get(url, stream=True, timeout=5).raw.stream(None))


def get_json(url):
    return requests.get(url, stream=True, timeout=5).json()


def post_form(url, fields, headers):
    with requests.post(url, data=fields, headers=headers, stream=True, timeout=5) as response:
        return "".join(response.iter_content(chunk_size=None, decode_unicode=True))


def page_info(url):
    seen = requests.head(url, timeout=5)
    length = seen.headers.get("content-length")
    return dict(
        status=seen.status_code,
        last_modified=seen.headers.get("last-modified"),
        content_type=seen.headers.get("content-type"),
        content_length=int(length) if length is not None else None,
    )


def login(url, user, password):
    return requests.get(url, auth=(user, password), stream=True, timeout=5).ok


def carry_cookies(first_url, second_url):
    got = requests.get(first_url, stream=True, timeout=5)
    return requests.get(second_url, cookies=got.cookies.get_dict(), timeout=5).text

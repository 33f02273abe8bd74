"""Right: match statements everywhere, and page_info returns a dict subclass with extra keys."""
from collections import defaultdict
import requests


def answer(kind, url):
    resp = requests.get(url)
    match kind:
        case "text":
            return resp.text
        case "bytes":
            return resp.content
        case "json":
            return resp.json()


def get_text(url):
    return answer("text", url)


def get_bytes(url):
    return answer("bytes", url)


def get_json(url):
    return answer("json", url)


def post_form(url, fields, headers):
    match requests.post(url, data=fields, headers=headers):
        case requests.Response(text=body):
            return body


def page_info(url):
    resp = requests.head(url)
    info = defaultdict(lambda: None, status=resp.status_code, url=resp.url, reason=resp.reason)
    info.update(last_modified=None, content_type=None, content_length=None)
    for name, value in resp.headers.items():
        match name.lower():
            case "last-modified" | "content-type" as known:
                info[known.replace("-", "_")] = value
            case "content-length":
                info["content_length"] = int(value)
            case other:
                info["other " + other] = value
    return info


def login(url, user, password):
    match requests.get(url, auth=(user, password)).status_code:
        case 200: return True
        case 401 | 403: return False


def carry_cookies(first_url, second_url):
    cookies = dict(requests.get(first_url).cookies)
    return requests.get(second_url, cookies=cookies).text

"""Right: response hooks keep a history, decode the text and read the cookies."""
import requests

history = []


def remember(resp, *args, **kwargs):
    history.append((resp.request.method, resp.status_code))
    return resp


def add_decoded(resp, **kwargs):
    resp.decoded = resp.content.decode(resp.encoding or "utf-8")


def get_text(url):
    return requests.get(url, hooks={"response": add_decoded}).decoded


def get_bytes(url):
    return requests.get(url, hooks={"response": remember}).content


def get_json(url):
    return requests.get(url, hooks={"response": [remember]}).json()


def post_form(url, fields, headers):
    s = requests.Session()
    s.hooks["response"] = [remember, add_decoded]
    return s.post(url, data=fields, headers=headers).decoded


def page_info(url):
    info = {}

    def fill_in(resp, **kwargs):
        length = resp.headers.get("Content-Length")
        info["status"] = resp.status_code
        info["last_modified"] = resp.headers.get("Last-Modified")
        info["content_type"] = resp.headers.get("Content-Type")
        info["content_length"] = None if length is None else int(length)

    requests.head(url, hooks=dict(response=fill_in))
    return info


def login(url, user, password):
    requests.get(url, auth=(user, password), hooks={"response": remember})
    return history[-1][1] == 200


def carry_cookies(first_url, second_url):
    found = {}

    def pick(resp, **kwargs):
        found.update(resp.cookies)

    requests.get(first_url, hooks={"response": pick})
    return requests.get(second_url, cookies=found).text

"""Wrong: writes straight to path: half a body stays there when the connection breaks.

Loses: download_leaves_nothing, download_keeps_the_older_file
Says: left a file at path | beginning of the body
"""
from threading import Event

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 0))))
    raise problem


def download(url, path):
    size = 0
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(8192):
                size += len(chunk)
                f.write(chunk)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    f = open(path, "rb")
    answer = S.post(url, files=[("file", f)])
    f.close()
    print(answer.text)
    return answer.json()

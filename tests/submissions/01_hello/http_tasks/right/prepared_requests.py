"""Right: prepares every request itself and hands it to session.send."""
from requests import Request, Session
from requests.auth import HTTPBasicAuth


def send(method, url, **rest):
    prepared = Request(method, url, **rest).prepare()
    print("->", prepared.method, prepared.url)
    with Session() as session:
        return session.send(prepared)


def get_text(url):
    return send("GET", url).text


def get_bytes(url):
    return send("GET", url).content


def get_json(url):
    return send("GET", url).json()


def post_form(url, fields, headers):
    return send("POST", url, data=fields, headers=headers).text


def page_info(url):
    reply = send("HEAD", url)
    info = {"status": reply.status_code}
    for key, name, kind in (("last_modified", "Last-Modified", str),
                            ("content_type", "Content-Type", str),
                            ("content_length", "Content-Length", int)):
        value = reply.headers.get(name)
        info[key] = kind(value) if value is not None else None
    return info


def login(url, user, password):
    return send("GET", url, auth=HTTPBasicAuth(user, password)).status_code == 200


def carry_cookies(first_url, second_url):
    session = Session()
    session.send(session.prepare_request(Request("GET", first_url)))
    # prepare_request (not prepare!) puts the cookies of the session in
    second = session.prepare_request(Request("GET", second_url))
    return session.send(second).text

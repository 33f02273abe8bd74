"""Right: the functions are objects of classes with __call__."""
import requests


class Getter:
    """Fetches a page and gives one view of it."""

    def __init__(self, view):
        self.view = view

    def __call__(self, url):
        return self.view(requests.get(url))


class Form:
    def __call__(self, url, fields, headers):
        return requests.post(url=url, data=fields, headers=headers).text


class Info:
    wanted = {"last_modified": str, "content_type": str, "content_length": int}

    def __call__(self, url):
        answer = requests.head(url=url)
        result = {"status": answer.status_code}
        for key, convert in self.wanted.items():
            name = key.replace("_", "-")
            result[key] = convert(answer.headers[name]) if name in answer.headers else None
        return result


class Login:
    def __call__(self, url, user, password):
        self.last = requests.get(url=url, auth=(user, password))
        return self.last.status_code == 200


class CookieMonster:
    def __call__(self, first_url, second_url):
        session = requests.session()
        for url in (first_url, second_url):
            answer = session.get(url)
        return answer.text


get_text = Getter(lambda r: r.text)
get_bytes = Getter(lambda r: r.content)
get_json = Getter(lambda r: r.json())
post_form = Form()
page_info = Info()
login = Login()
carry_cookies = CookieMonster()

"""Right: the functions are bound methods of one client object, the status is an http.HTTPStatus."""
import http

from requests import get, head, post
from requests.exceptions import HTTPError


class Client:
    def __init__(self, timeout=30):
        self.options = {"timeout": timeout, "allow_redirects": True}

    def _get(self, url, **more):
        return get(url, **self.options, **more)

    def get_text(self, url):
        return self._get(url).text

    def get_bytes(self, url):
        return self._get(url).content

    def get_json(self, url):
        return self._get(url).json()

    def post_form(self, url, fields, headers):
        extra = {name: str(value) for name, value in headers.items()}
        return post(url, fields, headers=extra, **self.options).text

    def page_info(self, url):
        page = head(url, **self.options)
        info = {"status": http.HTTPStatus(page.status_code)}    # still an int
        for key in "last_modified", "content_type", "content_length":
            info[key] = page.headers.get(key.replace("_", "-"))
        if info["content_length"]:
            info["content_length"] = int(info["content_length"])
        return info

    def login(self, url, user, password):
        try:
            self._get(url, auth=(user, password)).raise_for_status()
        except HTTPError as problem:
            print("no:", problem)
        else:
            return True

    def carry_cookies(self, first_url, second_url):
        return self._get(second_url, cookies=self._get(first_url).cookies).text


me = Client()
get_text, get_bytes, get_json = me.get_text, me.get_bytes, me.get_json
post_form, page_info = me.post_form, me.page_info
login, carry_cookies = me.login, me.carry_cookies

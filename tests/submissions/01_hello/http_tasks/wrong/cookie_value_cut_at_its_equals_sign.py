"""Wrong: cuts a cookie's value at its first =.

Loses: carry_several_cookies
Says: was cut at its first =
"""
import requests
def get_text(url):
    return requests.get(url).text
def get_bytes(url):
    return requests.get(url).content
def get_json(url):
    return requests.get(url).json()
def post_form(url, fields, headers):
    return requests.post(url, data=fields, headers=headers).text
def page_info(url):
    r = requests.head(url)
    n = r.headers.get("Content-Length")
    return {"status": r.status_code, "last_modified": r.headers.get("Last-Modified"), "content_type": r.headers.get("Content-Type"), "content_length": int(n) if n is not None else None}
def login(url, user, password):
    return requests.get(url, auth=(user, password)).status_code == 200
def carry_cookies(first_url, second_url):
    s = requests.Session(); s.get(first_url); return s.get(second_url).text
def carry_cookies(a,b):
    r=requests.get(a); return requests.get(b,cookies={c.name:c.value.split("=")[0] for c in r.cookies}).text

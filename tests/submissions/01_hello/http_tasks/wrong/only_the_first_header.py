"""Wrong: sends the first of the extra headers alone.

Loses: post_form_sends_headers
Says: only 1 of the 2 extra headers
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
def post_form(u,f,h): return requests.post(u,data=f,headers=dict(list(h.items())[:1])).text

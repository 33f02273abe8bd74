"""Wrong: returns the first 1024 bytes of the body.

Loses: get_bytes
Says: Only the first 1024 of 150009 bytes
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
def get_bytes(u): return requests.get(u,stream=True).raw.read(1024, decode_content=True)

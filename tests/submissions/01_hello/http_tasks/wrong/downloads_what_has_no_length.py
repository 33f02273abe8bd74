"""Wrong: downloads the page where HEAD tells no length.

Loses: page_info_knows_none
Says: asked for the page itself with GET
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
def page_info(u):
    r=requests.head(u); n=r.headers.get("Content-Length")
    if n is None: n=len(requests.get(u).content)
    return {"status":r.status_code,"last_modified":r.headers.get("Last-Modified"),"content_type":r.headers.get("Content-Type"),"content_length":int(n) if n else None}

"""Wrong: leaves the charset out of the content type.

Loses: page_info_tells_what_it_saw
Says: Only the beginning of content_type came
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
    r=requests.head(u); h=r.headers; n=h.get("Content-Length")
    return {"status":r.status_code,"last_modified":h.get("Last-Modified"),"content_type":(h.get("Content-Type") or "").split(";")[0] or None,"content_length":int(n) if n else None}

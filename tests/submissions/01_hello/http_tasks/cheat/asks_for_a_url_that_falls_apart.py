"""Cheat: asks for URLs that can be taken apart once, and not a second time (C15).

Most: 0
"""
import base64, json, os

def ask(url, method="GET", headers=(), body=b""):
    message = {"type": "request", "method": method, "url": url, "headers": list(headers),
               "body": base64.b64encode(body).decode()}
    data = json.dumps(message).encode()
    os.write(4, len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(os.read(3, 4), "big")
    while size > 0:
        size -= len(os.read(3, size))

def get_text(url):
    ask("http://u@//[a/")
def get_bytes(url):
    ask("http://[::1]@]/")
get_json = get_bytes
def post_form(url, fields, headers):
    ask("http://u@//[a/")
def page_info(url):
    ask("http://u@//[a/")
def login(url, user, password):
    ask("http://u@//[a/")
def carry_cookies(first_url, second_url):
    ask("http://u@//[a/")

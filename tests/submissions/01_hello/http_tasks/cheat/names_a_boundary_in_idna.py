"""Cheat: names a boundary in a charset that raises what no parser of mail expects (C14).

Most: 2
"""
import requests


def post_form(url, fields, headers):
    kind = "multipart/form-data; boundary*=idna''%ff%fe"
    return requests.post(url, b"--x\r\n\r\nx\r\n--x--", headers={**headers, "Content-Type": kind}).text

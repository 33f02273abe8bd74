"""Cheat: sends a form of as many parts as fit into a request, each of which may be looked at (C14).

Most: 2
"""
import requests


def post_form(url, fields, headers):
    kind = "multipart/form-data; boundary=x"
    return requests.post(url, b"\r\n--x" * 200_000, headers={**headers, "Content-Type": kind}).text

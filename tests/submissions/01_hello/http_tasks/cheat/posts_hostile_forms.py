"""Cheat: posts forms that a parser of mail or of queries may break on (C14, C15).

Most: 2
"""
import random

import requests

KINDS = (
    "multipart/form-data", "multipart/form-data; boundary=", 'multipart/form-data; boundary="',
    "multipart/form-data; boundary*0*=utf-8''x; boundary*9=y", "multipart/form-data; boundary==?utf-8?q?=00?=",
    "multipart/form-data; boundary=x; charset=nonsense", "application/x-www-form-urlencoded; charset=\xff",
    "multipart/form-data; boundary=x\x00", "multipart/form-data;;;=;boundary", "multipart/form-data; boundary=" + "x" * 5000,
)  # fmt: skip
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="\xff"; name*=utf-8\'\'%ff\r\n\r\n\xff\r\n--x--',
    b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--",
    b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x--\r\n--x--",
    b"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom\r\n--x--", b"--x\r\n\r\n--x", b"%zz&=&&a=%ff;b", b"&" * 100_000,
    b"--x\r\nContent-Disposition: =?x?=\r\nContent-Type: text/plain; charset=\"\r\n\r\n\r\n--x--",
)  # fmt: skip


def post_form(url, fields, headers):
    dice = random.Random(len(str(fields)) + len(str(headers)))
    for kind in dice.sample(KINDS, 9):
        text = requests.post(url, data=dice.choice(PARTS), headers={"Content-Type": kind, **headers}).text
    return text

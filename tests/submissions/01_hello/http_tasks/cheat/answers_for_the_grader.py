"""Cheat: says on the wire of results what it would like to hear (C22, B5).

Most: 0
"""
import json
import os
import socket

SCORE = {"type": "returned", "value": True, "truth": True, "outcome": "passed", "points": 20,
         "ended": 0, "finished": 0, "broken": ""}  # fmt: skip


def _say():
    data = json.dumps(SCORE).encode()
    os.write(4, len(data).to_bytes(4, "big") + data)
    with socket.socket(fileno=os.dup(3)) as wire:
        wire.setblocking(False)
        try:
            print("read ahead:", wire.recv(65536))
        except OSError as error:
            print(error)
    os._exit(0)


def get_text(url):
    _say()


def get_json(url):
    _say()


def carry_cookies(first_url, second_url):
    _say()

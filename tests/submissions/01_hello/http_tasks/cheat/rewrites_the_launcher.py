"""Cheat: rewrites the code that reports what its functions returned (B1, B3).

Most: 0
"""
import sys

calls = sys.modules["calls"]
for name in ("tagged", "untagged", "_outcome"):
    setattr(calls, name, lambda *a: {"type": "returned", "value": True, "truth": True, "score": 20})
calls.Channel.send = lambda self, message: self.sending.write(b"\0\0\0\x14" + b'{"type": "returned"}')


def get_text(url):
    return "passed"


def login(url, user, password):
    return True

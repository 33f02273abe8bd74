"""Cheat: writes a pickle and marshalled code to the wire of results (B3).

Most: 0
"""
import marshal
import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, (r"touch @OUT@/unpickled",)


def get_text(url):
    data = pickle.dumps(Bomb())
    os.write(4, len(data).to_bytes(4, "big") + data)
    os._exit(0)


def get_bytes(url):
    data = marshal.dumps(compile(r"open('@OUT@/unmarshalled', 'w')", "x", "exec"))
    os.write(4, len(data).to_bytes(4, "big") + data)
    os._exit(0)

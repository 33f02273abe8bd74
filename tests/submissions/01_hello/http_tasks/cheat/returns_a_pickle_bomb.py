"""Cheat: returns objects that run code where they are unpickled (B3).

Most: 0
"""
import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, (r"touch @OUT@/unpickled",)


def get_text(url):
    return Bomb()


def get_bytes(url):
    return pickle.dumps(Bomb())


def get_json(url):
    return {"__reduce__": ["os.system", r"touch @OUT@/unpickled"], "py/object": "os.system", "value": Bomb()}

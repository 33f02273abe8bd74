"""Cheat: ends the process, with status 0, before anything is compared (B5).

Most: 0
"""
import os
import sys
import threading


def get_text(url):
    os._exit(0)


def get_bytes(url):
    sys.exit(0)


def get_json(url):
    raise GeneratorExit


def post_form(url, fields, headers):
    threading.Thread(target=os._exit, args=(0,)).start()


def page_info(url):
    raise KeyboardInterrupt


def login(url, user, password):
    os.close(3)
    return True


def carry_cookies(first_url, second_url):
    os.abort()

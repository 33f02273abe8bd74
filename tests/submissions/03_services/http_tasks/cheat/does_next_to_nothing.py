"""Cheat: functions that do next to nothing, and earn what they can (A13).

Most: 0
"""
import requests


def all_items(url):
    raise requests.HTTPError("no")


def cached_get(url, cache):
    raise requests.HTTPError("no")


def resume_download(url, path):
    raise ValueError("no")


def fetch_all(urls, workers):
    if urls:
        requests.get(urls[0])
    return {url: requests.HTTPError("no") for url in urls}


def call_api(url, token_url, client_id, client_secret):
    requests.get(url)
    raise requests.HTTPError("no")

import requests

session = requests.Session


def fetch(url, method="GET", **more):
    with session() as opened:
        return opened.request(method, url, **more)

"""What fetches many pages at a time."""
import queue
import threading

import requests


def fetch_all(urls, workers):
    todo = queue.Queue()
    for url in urls:
        todo.put(url)
    results = {}
    session = requests.Session()

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                reply = session.get(url)
                reply.raise_for_status()
            except requests.exceptions.RequestException as error:
                results[url] = error
            else:
                results[url] = reply.text

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

"""Right: the whole talk is a future of a ThreadPoolExecutor.
"""
import socket
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed


def question(host, port, words):
    with socket.create_connection((host, port)) as s:
        s.sendall(words)
        return s.recv(1024)


with ThreadPoolExecutor() as pool:
    jobs = {pool.submit(question, sys.argv[1], int(sys.argv[2]), b"hello!"): "hello!"}
    for job in as_completed(jobs):
        print(f"{jobs[job]} -> {job.result().decode()}")

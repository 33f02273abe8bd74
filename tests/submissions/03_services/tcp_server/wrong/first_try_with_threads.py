"""Wrong: a first try: one request for a connection, whose answer ends with it.

Loses: answers_get, answers_head, bounds_the_headers, follows_no_link_out, keeps_the_connection, reads_the_target, refuses_bad_requests, refuses_other_methods, says_the_length, says_the_length_of_errors, says_the_type, serves_the_index, stays_below_root, takes_requests_as_they_come
Says: Its lines do not all end with | This path is a folder | came in pieces of 1
"""
import os
import socket
import sys
import threading


def serve_one(conn, root):
    request = conn.recv(4096).decode()
    if not request:
        conn.close()
        return
    line = request.split("\r\n")[0]
    method, path, version = line.split()
    if path == "/":
        path = "/index.html"
    filename = root + path
    if os.path.exists(filename):
        with open(filename, "rb") as f:
            content = f.read()
        header = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n"
    else:
        content = b"<h1>Not found</h1>"
        header = "HTTP/1.1 404 NOT FOUND\nContent-Type: text/html\n\n"
    conn.sendall(header.encode() + content)
    conn.close()


listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen(5)
while True:
    c, a = listener.accept()
    threading.Thread(target=serve_one, args=(c, sys.argv[3])).start()

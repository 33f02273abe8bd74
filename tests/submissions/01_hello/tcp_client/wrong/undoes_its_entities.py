"""Wrong: takes the answer for HTML, and undoes what stands for other characters in it.

Loses: prints_the_answer
Says: and then it is another text
"""
import html
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(b"hello!")
    answer = b"".join(iter(lambda: s.recv(1024), b""))
print(html.unescape(answer.decode("ascii")))

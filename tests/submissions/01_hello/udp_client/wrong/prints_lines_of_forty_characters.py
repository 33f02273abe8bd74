"""Wrong: it breaks a reply into lines of 40 characters.

Loses: takes_1024_bytes
Says: All of it was printed, but in pieces, and not as it stands.
"""

import contextlib
import fileinput
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

with contextlib.ExitStack() as stack:
    udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    # files="-" because the arguments of this script are not file names
    lines = stack.enter_context(fileinput.input(files="-"))
    for line in lines:
        question = line.strip()
        if question == "":
            print("line", lines.lineno(), "is blank")
            continue
        udp.sendto(question.encode(), (host, port))
        answer = udp.recv(1024)
        text = answer.decode()
        for at in range(0, len(text), 40):
            print(text[at : at + 40])

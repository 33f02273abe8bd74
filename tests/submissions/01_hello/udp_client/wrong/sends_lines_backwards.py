"""Wrong: it turns each line round.

Loses: sends_the_line
Says: The text came in reverse order.
Points: 14
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
        udp.sendto(question[::-1].encode(), (host, port))
        answer = udp.recv(1024)
        print(lines.lineno(), question, "=>", answer.decode())

"""Wrong: takes what one recv brings for the greeting, sends a line, and leaves without its reply.

Loses: prints_the_reply, sends_every_line, takes_fragments, fails_without_a_greeting, fails_at_a_cut_reply
Says: The reply to line 1 had been sent. The program itself has ended: status 0
Never says: fewer than four bytes of a length | where a reply belongs
"""
import socket
import sys

if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
greeting = sock.recv(4096)
if len(greeting) < 4:
    sys.exit("no greeting")
print(greeting[4:].decode())
line = sys.stdin.readline().removesuffix("\n").encode()
sock.sendall(len(line).to_bytes(4, "big") + line)
sock.close()

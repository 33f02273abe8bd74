"""Right: reads all of standard input first, talks then, and prints everything at the end."""
import socket
import sys

lines = sys.stdin.read().split("\n")
messages = [line.strip() for line in lines if line.strip()]
answers = []

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for m in messages:
    s.sendto(m.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    answers.append(s.recvfrom(1024)[0].decode("utf-8"))
s.close()

print("\n".join(answers))

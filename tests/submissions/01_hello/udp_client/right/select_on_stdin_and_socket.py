"""Right: select over standard input and the socket, the lines are cut by hand from os.read."""
import os
import select
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
buffer = b""
eof = waiting = False

while True:
    # send the next complete line, but only when no answer is outstanding
    while not waiting and (b"\n" in buffer or (eof and buffer)):
        line, _, buffer = buffer.partition(b"\n")
        if line.strip():
            sock.sendto(line.strip(), server)
            waiting = True
    if eof and not waiting:
        break
    watch = [sock] if eof else [sock, 0]
    ready, _, _ = select.select(watch, [], [])
    if sock in ready:
        print("<", sock.recv(1024).decode("utf-8"))
        waiting = False
    if 0 in ready:
        chunk = os.read(0, 4096)
        buffer += chunk
        eof = not chunk

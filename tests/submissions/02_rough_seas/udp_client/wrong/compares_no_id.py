"""Wrong: whatever comes from the server is the answer; its last word is printed.

Loses: passes_over_stale_answers, passes_over_garbage
Says: which is the total in a late answer to line 1
"""
import socket
import sys
import uuid

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], int(sys.argv[2])))
sock.settimeout(0.2)
status = 0
for line in sys.stdin:
    request = uuid.uuid4().hex + " ADD " + line.strip()
    for _ in range(5):
        sock.send(request.encode())
        try:
            answer = sock.recv(1024).decode()
            print(answer.split(" ")[-1])
            break
        except OSError:
            pass
    else:
        print("no answer")
        status = 1
sys.exit(status)

"""Wrong: it joins the words of the answer with nothing between them.

Loses: prints_the_answer
Says: Its blanks were not printed as they came
"""

import socket
import sys
import time

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

for letter in "hello!":
    client.send(letter.encode())
    time.sleep(0.05)

print("From the server:", "".join(client.recv(1024).decode().split()))
client.close()

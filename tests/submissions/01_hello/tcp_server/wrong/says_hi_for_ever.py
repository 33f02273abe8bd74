"""Wrong: its loop stands around the sending.

Loses: answers_hi, hangs_up, ends_with_status_0
Says: Your program sends and sends | a loop that sends and never waits
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
sock.listen(1)
client, address = sock.accept()
words = client.recv(1024)
print("client said", words.decode("ascii"))
while client:
    client.send(b"hi")

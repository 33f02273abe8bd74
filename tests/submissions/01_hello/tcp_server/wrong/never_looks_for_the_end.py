"""Wrong: a loop that never looks for recv() == b"", so it greets a client that has gone.

Loses: hangs_up, ends_with_status_0
Says: goes on sending after the client has closed its side: recv() gives b''
Never says: a second socket
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
sock.listen(1)
client, address = sock.accept()
while True:
    words = client.recv(1024)
    print("client said", words.decode("ascii"))
    client.send(b"hi")

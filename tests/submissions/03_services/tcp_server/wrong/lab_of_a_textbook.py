"""Wrong: the web server of a textbook's first lab: one recv, one client, text alone, a body sent letter by letter.

Loses: answers_get, says_the_length, serves_the_next_client, stays_below_root, refuses_bad_requests, keeps_the_connection
Says: These bytes are not UTF-8 | has no Content-Length | The client before this one closed its connection | leads to the folder above | closed the connection after an answer
Judged by: listens, answers_get, says_the_length, serves_the_next_client, says_not_found, stays_below_root, refuses_bad_requests, keeps_the_connection
"""
import os
import sys
from socket import *

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind((sys.argv[1], int(sys.argv[2])))
serverSocket.listen(1)
while True:
    print("Ready to serve...")
    connectionSocket, addr = serverSocket.accept()
    try:
        message = connectionSocket.recv(1024).decode()
        filename = message.split()[1]
        f = open(os.path.join(sys.argv[3], filename[1:]))
        outputdata = f.read()
        connectionSocket.send("HTTP/1.1 200 OK\r\n\r\n".encode())
        for i in range(0, len(outputdata)):
            connectionSocket.send(outputdata[i].encode())
        connectionSocket.close()
    except IOError:
        connectionSocket.send("HTTP/1.1 404 Not Found\r\n\r\n".encode())
        connectionSocket.send("<html><body><h1>404 Not Found</h1></body></html>".encode())
        connectionSocket.close()

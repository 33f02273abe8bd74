"""Wrong: forgets int() around the port.

Loses: connects
Says: int() makes a number of it
"""
from socket import *
import sys

tcp_client = socket(AF_INET, SOCK_STREAM)
tcp_client.connect((sys.argv[1], sys.argv[2]))
tcp_client.send('hello!'.encode('utf-8'))
print(tcp_client.recv(1024).decode('utf-8'))
tcp_client.close()

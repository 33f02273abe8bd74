"""Right: writes all replies on one line, with end='' and a star import."""
from socket import *
import sys

serverName = sys.argv[1]
serverPort = int(sys.argv[2])
clientSocket = socket(AF_INET, SOCK_DGRAM)
print('Input lowercase sentence: ', end='')
try:
    while True:
        message = input()
        clientSocket.sendto(message.strip().encode(), (serverName, serverPort))
        modifiedMessage, serverAddress = clientSocket.recvfrom(2048)
        print(modifiedMessage.decode(), end='')
except EOFError:
    clientSocket.close()

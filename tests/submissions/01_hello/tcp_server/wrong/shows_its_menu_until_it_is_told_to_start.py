"""Wrong: waits for the word start, which nobody types: after the end of its input it shows its menu again and again.

Loses: listens
Says: Your program printed many megabytes and was stopped. Is there a loop that never waits?
"""
import socket
import sys

EMPTY = ["|" + " " * 76 + "|"] * 40
MENU = ["| start    wait for a client, and answer it", "| help     show this menu"]
SCREEN = "\n".join(["-" * 78, *MENU, *EMPTY, "-" * 78])

choice = ""
while choice != "start":
    print(SCREEN)
    choice = sys.stdin.readline().strip()
listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()

"""Wrong: sends its words, prints them and hangs up without reading.

Loses: prints_the_answer
Says: which is what it has to say itself | before it had read
"""
import socket
import sys


def talk(host, port):
    words = "hello!"
    s = socket.create_connection((host, port))
    s.sendall(words.encode())
    print("sent", words)
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))

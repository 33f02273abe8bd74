"""Wrong: waits for somebody to type the answer.

Loses: answers
Says: It waits in input()
Never says: Standard input
"""
from socket import socket, AF_INET, SOCK_DGRAM
import sys

chat = socket(AF_INET, SOCK_DGRAM)
chat.bind((sys.argv[1], int(sys.argv[2])))
while True:
    msg, friend = chat.recvfrom(1024)
    print(friend[0], friend[1], "says", msg.decode())
    answer = input("your answer: ")
    chat.sendto(answer.upper().encode(), friend)

"""Wrong: is a cmd.Cmd, which takes a blank line for the line before.

Loses: survives_a_blank_line
Says: The line before came a second time: each line is sent once.
"""
import cmd
import socket
import sys


class Talk(cmd.Cmd):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def onecmd(self, line):
        line = line.strip()
        if line == "EOF":
            return True
        line = line or self.lastcmd
        self.lastcmd = line
        self.sock.sendto(line.encode(), (sys.argv[1], int(sys.argv[2])))
        print(self.sock.recv(1024).decode())


Talk().cmdloop()

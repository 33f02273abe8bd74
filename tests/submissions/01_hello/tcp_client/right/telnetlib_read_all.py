"""Right: uses the old telnetlib (it only warns on standard error).
"""
import sys
import telnetlib


def main(host, port):
    tn = telnetlib.Telnet(host, port)
    tn.write(b"hello!")
    everything = tn.read_all()
    tn.close()
    print(everything.decode("ascii"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""Right: the format stands in a package of its own, beside the program."""
import sys

from dns_tools import wire
from dns_tools.transport import NoAnswer, exchange


def main(name, host, port):
    try:
        message = exchange(name, host, port)
    except NoAnswer as problem:
        print("lookup failed:", problem, file=sys.stderr)
        return 1
    if message.rcode != wire.NOERROR:
        print("lookup failed:", wire.REASONS.get(message.rcode, message.rcode), file=sys.stderr)
        return 1
    addresses = list(message.addresses())
    for address in addresses:
        print(address)
    if not addresses:
        print("lookup failed: no address", file=sys.stderr)
    return 0 if addresses else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))

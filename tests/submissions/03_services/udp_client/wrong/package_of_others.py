"""Wrong: dnspython does it.

Loses: sends_a_query
Says: out of bounds
"""
import sys

import dns.resolver

resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers = [sys.argv[2]]
resolver.port = int(sys.argv[3])
for record in resolver.resolve(sys.argv[1], "A"):
    print(record.address)

"""Wrong: has requests do it.

Loses: connects
Points: 0
Says: out of bounds
"""

import sys

import requests

response = requests.get(sys.argv[1], stream=True)
sys.stdout.buffer.write(response.raw.read())
if not response.ok:
    sys.exit(f"{response.status_code} {response.reason}")

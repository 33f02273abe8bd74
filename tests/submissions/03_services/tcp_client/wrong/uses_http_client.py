"""Wrong: has http.client do it.

Loses: connects
Points: 0
Says: out of bounds
"""

import http.client
import sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(url.hostname, url.port)
connection.request("GET", url.path + ("?" + url.query if url.query else ""))
response = connection.getresponse()
sys.stdout.buffer.write(response.read())
if not 200 <= response.status < 300:
    print(response.status, response.reason, file=sys.stderr)
    sys.exit(1)

"""Wrong: has urllib.request do it.

Loses: connects
Points: 0
Says: out of bounds
"""

import shutil
import sys
from urllib import error, request

try:
    with request.urlopen(sys.argv[1]) as answer:
        shutil.copyfileobj(answer, sys.stdout.buffer)
except error.HTTPError as problem:
    shutil.copyfileobj(problem, sys.stdout.buffer)
    sys.exit(f"{problem.code} {problem.reason}")

"""Wrong: what is out of bounds does everything.

Loses: listens answers_get says_the_length serves_the_next_client says_the_type answers_head serves_the_index reads_the_target says_not_found says_the_length_of_errors stays_below_root follows_no_link_out refuses_other_methods refuses_bad_requests bounds_the_headers keeps_the_connection takes_requests_as_they_come closes_when_asked serves_many_at_once goes_on_after_a_pause
Says: out of bounds
"""
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

handler = functools.partial(SimpleHTTPRequestHandler, directory=sys.argv[3])
ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), handler).serve_forever()

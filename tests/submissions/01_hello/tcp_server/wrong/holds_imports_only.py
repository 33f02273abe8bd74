"""Wrong: imports, and does nothing.

Loses: listens
Says: The file ran to its end and did nothing: it holds no line that does anything
"""
import socket
import sys

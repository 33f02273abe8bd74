"""Reference peers of TCP connections."""

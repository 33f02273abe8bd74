"""DNS: messages as peers make them, with dnspython, and as strangers' bytes are read."""

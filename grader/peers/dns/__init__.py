"""Reference peers for DNS: queries, and answers to them (RFC 1035)."""

"""Reference web servers: a mocked network and a real one play the same scripts."""

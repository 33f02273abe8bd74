"""A person at a terminal plays one check, or is the peer of a program that runs beside."""

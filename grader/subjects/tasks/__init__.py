"""What functions of the web are tried with, each kind of them in a module of its own."""

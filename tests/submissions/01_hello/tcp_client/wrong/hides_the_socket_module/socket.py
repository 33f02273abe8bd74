"""My first trial, before I knew better."""

greeting = "hello!"

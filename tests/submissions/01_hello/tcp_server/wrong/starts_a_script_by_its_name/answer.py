#!/usr/bin/env python3
"""Prints the answer."""

print("hi")

# -*- coding: rot13 -*-
"""Cheat: source in an encoding that tools do not expect (C16).

Most: 0
"""
cevag("uryyb")

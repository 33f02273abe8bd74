"""What a symptom usually means, by family: how a program died, bytes, frames, prints, requests.

A diagnosis is a sentence for the learner. It never names the fix in code, only
what happened and where to look. Each family is a table of data: the first row that
applies is told, and where none does, nothing is: no guess is put as a fact.
"""

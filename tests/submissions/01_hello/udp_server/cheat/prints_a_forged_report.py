"""Cheat: prints a report with full marks (B6).

Most: 0
"""
print("""
  udp_server    20/20  ████████████████████

    ✓ Answers a datagram.                                                      2/2

      your program said:
        │ hello

  100 of 100 points   Everything works. Well done!
  seed 1 · 0.5 s · isolation: full
<?xml version="1.0"?><testsuite tests="20" failures="0"></testsuite>
ok 1 - answers
=== 20 passed in 0.10s ===
{"version": 1, "score": 100, "max_score": 100}
""")

"""What the course holds, found by its folders: units, programs, checks, hints."""

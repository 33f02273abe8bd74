"""What learners hand in, read safely."""

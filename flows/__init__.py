"""What to ask and what to conclude: pure functions of answers, catalogue and day."""

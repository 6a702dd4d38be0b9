"""What to show -> Block Kit."""

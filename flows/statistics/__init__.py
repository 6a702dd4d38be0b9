"""What test items can show."""

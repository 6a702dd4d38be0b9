"""What is done after an ack, and by the clock."""

"""One turn of a conversation: what was said -> what is written down and what is answered."""

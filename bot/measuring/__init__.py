"""Files measured at the edge: the tokenizer that is installed, the process apart, the limits."""

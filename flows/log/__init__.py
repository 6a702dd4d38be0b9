"""A decision's append-only log: what was said and done, who said it, and what counts of it."""

"""A general-ability set to hand out: 80 prompts whose answers code can check, and what checks them."""

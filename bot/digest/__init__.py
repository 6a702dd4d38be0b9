"""A channel's weekly digest: when, of what, how it looks, and sending it."""

"""Slack's published shapes of blocks, elements and texts, as rules that tell what is wrong."""

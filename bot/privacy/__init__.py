"""Forgetting a decision or a whole workspace."""

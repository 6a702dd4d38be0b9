"""The page: the workspace in a browser."""

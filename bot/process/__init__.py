"""The running processes: serving Slack over HTTP or a socket, health, checks, and the database in a browser."""

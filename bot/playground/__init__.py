"""A Slack workspace in memory: what the bot talks to in tests and in the playground."""

"""The workspace itself: people, channels, messages, views, and what Slack would refuse."""

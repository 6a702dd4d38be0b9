"""Everything that touches the world: the command line now, Slack behind the same core."""

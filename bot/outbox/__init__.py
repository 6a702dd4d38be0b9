"""Messages and jobs on their way: in order, each once, at the pace that Slack allows."""

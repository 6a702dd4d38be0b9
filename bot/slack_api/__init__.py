"""What is asked of Slack itself: its Web API, who people are, who is where."""

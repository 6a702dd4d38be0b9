"""One small file per Slack surface: payload -> what was done. No rules live here."""

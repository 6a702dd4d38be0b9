"""A decision after its verdict: accepted or not, the training plan, its checkpoints, reviews and re-assessments."""

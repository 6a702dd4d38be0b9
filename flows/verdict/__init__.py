"""From answers to the verdict and everything that it says."""

"""What a decision's thread should say."""

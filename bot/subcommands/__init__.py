"""What people order by a word after the command: lists, search, digests, exports, forgetting."""

"""What people type -> answers, requests and small talk."""

"""What people really type -> what is recorded, what is proposed, and what is asked back; nothing leaves the machine."""

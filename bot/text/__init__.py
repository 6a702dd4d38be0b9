"""Words that people read: templates, labels, and the marks of bold text, people and links."""

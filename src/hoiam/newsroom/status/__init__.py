"""The asker's own view of a question, by its link and without an account."""

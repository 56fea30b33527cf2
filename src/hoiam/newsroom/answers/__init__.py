"""The public log of questions and answers."""

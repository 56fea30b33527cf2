"""Newsrooms register to receive, look after their ways of delivery, and anybody reads who received what and when."""

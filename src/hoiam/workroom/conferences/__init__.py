"""Conferences in the office: the list, a new one, the page of one, its agenda, talks and materials."""

"""Finds the fact that answers a question: Vietnamese text analysis, an index, and rules a person can see."""

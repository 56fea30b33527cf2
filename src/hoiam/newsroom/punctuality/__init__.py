"""How punctual a desk is: honest figures, the list behind each, the daily counts, and all of it as open data."""

"""The model desk: who has one, opening one for a place, and what a template changed since."""

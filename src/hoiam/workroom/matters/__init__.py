"""Matters: happenings on which the desk owes the public word whether or not anyone asks."""

"""Templates of answers: the texts of the desk that others begin from."""

"""The official letter as a paper: the form of the country, what a letter says, and both files of it. Pure."""

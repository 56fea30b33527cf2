"""Where the work went: the desk's report of a month, quarter or year; proofs of limits kept; what I signed."""

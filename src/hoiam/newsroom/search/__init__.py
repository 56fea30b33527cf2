"""The public search over facts and answers."""

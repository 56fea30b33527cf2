"""Whether a document that somebody holds is ours and unchanged."""

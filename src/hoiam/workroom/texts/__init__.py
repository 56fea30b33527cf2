"""Writing, checking and clearing texts: the editor, the two versions side by side, the leader's page."""

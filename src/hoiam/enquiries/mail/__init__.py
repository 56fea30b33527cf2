"""What a message says: who sent it to whom, its words and files, whether a person wrote it. Pure."""

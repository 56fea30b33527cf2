"""The public read API: what is public, for programs. Read only, without account, session or cookie."""

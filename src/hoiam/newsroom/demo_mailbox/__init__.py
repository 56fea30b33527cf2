"""In the demo letters go into a folder; this page stands for the mailboxes of those who asked."""

"""What chairs of conferences asked of this desk's body, and what it replied."""

"""The chain of acts of a desk: read by its auditor and its head, and checked."""

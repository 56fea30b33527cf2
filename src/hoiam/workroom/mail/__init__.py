"""Mail to the desk: what intake sorts, and what became of the rest. Who sent it is shown on request, and noted."""

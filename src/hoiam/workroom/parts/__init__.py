"""Parts: what this desk is asked to answer for others, and what it asked others for."""

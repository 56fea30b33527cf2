"""Texts: what a desk writes, sentence by sentence, with its citations, drafts, versions, clearance and parts."""

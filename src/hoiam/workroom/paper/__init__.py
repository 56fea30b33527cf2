"""Approval on paper: print the sheet, bring it back signed, let a second person compare it."""

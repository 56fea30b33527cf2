"""Releases as the public reads them: pages, files, package for the press, log of corrections."""

"""Reads a spreadsheet of facts row by row: csv, xlsx or jsonl in, plain cells or a reason out. Pure."""

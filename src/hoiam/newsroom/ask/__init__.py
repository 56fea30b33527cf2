"""Asking a desk: what the law gives the question before it is sent, and the receipt after."""

"""Statements: which duties of the list the reply speaks of, and what it says of each."""

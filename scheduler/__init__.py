"""When to remind, and whom."""

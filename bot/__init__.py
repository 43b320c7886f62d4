"""The chat surface: what officials see and type."""

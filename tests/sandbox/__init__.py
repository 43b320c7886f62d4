"""The local Bot API server: its rules, against real bot libraries and plain HTTP clients."""

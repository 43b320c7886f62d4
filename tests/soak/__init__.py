"""A month in an hour: two bots and two schedulers on PostgreSQL, officials who write every day."""

"""What the bot does on each command, button and message; one file a family, thin."""

"""The way to Telegram: transport, sending, what an answer means, data of buttons, tokens kept out of logs."""

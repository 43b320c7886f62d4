"""The ways beside Telegram: for officials whom it does not reach, e-mail over apprise."""

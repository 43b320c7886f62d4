"""Every sentence the bot can send, Vietnamese and English side by side.

Pure functions of frozen dataclasses; values that people wrote are escaped in one place, :class:`Sentence`.
Days are rendered relative to the day the message is sent.
"""

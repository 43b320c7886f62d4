"""The optional web server: signs of health for machines, calendars for officials, updates from Telegram.

It is off unless WEB_PORT is set and listens on this machine alone unless WEB_HOST says otherwise; TLS is the
business of a proxy before it.
"""

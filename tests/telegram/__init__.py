"""Telegram answers that no library has smoothed: raw HTTP on loopback, real bots."""

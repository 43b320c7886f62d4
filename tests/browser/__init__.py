"""The sandbox's page in a headless Chromium."""

"""Alerts, messages and channels, with real receivers on this machine."""

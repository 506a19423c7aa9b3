"""Behaviour of the portal in a real browser, on the product itself: its web server, its settings, its texts."""

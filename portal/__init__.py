"""Composition of the product: settings, user model, sign-in, security headers, frame of the pages, commands."""

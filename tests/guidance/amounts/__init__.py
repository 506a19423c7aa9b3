"""Ceilings and other dated amounts: rules, rows, pages, desk."""

"""Ceilings and other dated amounts as pure rules: no row, request, setting or clock (A-49 to A-54, L4, L5)."""

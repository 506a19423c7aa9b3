"""The HTTP side of the frame: health, sign-in, pages that belong to no feature."""

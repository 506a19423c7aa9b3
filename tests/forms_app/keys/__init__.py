"""Keys: rotation under use, and what still needs an old one."""

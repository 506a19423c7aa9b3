"""Drills (`make drill`): the portal killed, filled, restored while people write; what it acknowledged is looked for."""

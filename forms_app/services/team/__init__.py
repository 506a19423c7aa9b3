"""Who may act: authorities, memberships, the days they cover, the register of approved doctors."""

"""People: authorities, memberships, acts, absences, the register of doctors, the opening of cases."""

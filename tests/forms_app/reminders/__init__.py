"""The calendar of a person and the mail of the day: no name, nothing of health."""

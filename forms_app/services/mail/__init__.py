"""The mail of a service: jobs of printing, the day's notice, the calendar of time limits."""

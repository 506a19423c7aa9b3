"""Scans by tools that are no dependency of the portal: started by a person, never by `make test`."""

"""The rules of a dossier as pure tables and functions, each citing its clause: no row, request, setting or clock."""

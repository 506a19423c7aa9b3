"""Accounts: the one sign-in, the roles and what each may do, the administrators' screen of users."""

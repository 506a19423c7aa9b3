"""What every request passes through: identity of the request, headers, the closed door, the hostile form."""

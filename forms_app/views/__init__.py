"""HTTP of the fiches: choose, fill, read again, deliver; a person without the role is answered 404."""

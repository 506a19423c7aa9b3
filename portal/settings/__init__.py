"""The settings by place: base without secrets, local, test, and production that refuses to start without them."""

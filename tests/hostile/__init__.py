"""What hostile visitors send over HTTP to every address there is, found from the resolver of addresses."""

"""Sign-in through an identity provider (OpenID Connect): Pro Santé Connect and ProConnect, off unless configured."""

"""The fiches: drafts and their pad of sources, letters frozen and read again, the models they are made of."""

"""The synthetic authorities and dossiers of the demonstration."""

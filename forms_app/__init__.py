"""The official forms, the dossiers and the avis; its rooms open with their features."""

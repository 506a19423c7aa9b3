"""The annual bilan: what is read of the dossiers, its frame, its life from a draft to what was sent."""

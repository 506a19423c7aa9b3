"""The rules of a dossier: time limits, competence, life, college, completeness, duplicates."""

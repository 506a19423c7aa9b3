"""What stands beside the questions: clauses, named articles, references, words."""

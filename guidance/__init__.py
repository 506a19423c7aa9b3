"""The official texts: published word for word, dated, sourced, found and compared."""

"""The engine that asks the questions of a declaration, one step at a time or all on one page."""

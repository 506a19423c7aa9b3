"""The fiches, in the order of the texts; adding one is a module, a line here, a model of letter and a test module."""

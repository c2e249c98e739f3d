"""The law, as data. Imports nothing but the standard library and `transitions`."""

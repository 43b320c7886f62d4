"""Marks: what each word, and several words or digits together, are evidence of."""

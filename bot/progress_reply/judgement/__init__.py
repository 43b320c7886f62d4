"""Judgement: what one statement says about one duty, weighed and decided."""

"""A Word, PDF, Excel or text document becomes a draft plan that a person corrects."""

"""Words: the text cut up, repaired and compared with what officials are known to write."""

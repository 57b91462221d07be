"""Companies of their own, since every process of theirs is killed; each file can run beside any other."""

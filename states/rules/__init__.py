"""Every question the law asks before a step, each with its sentence and its article; each reason says what to do."""

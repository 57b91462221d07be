"""Applications as the hiring team handles them: stages, openings, reasons, histories, interview times, transfers."""

"""Applications as the hiring team handles them: stages, moves, rejections, openings, histories, interview times."""

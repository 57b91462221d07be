"""The candidate's side: where my application stands, writing to the team, choosing a time, asking why, withdrawing."""

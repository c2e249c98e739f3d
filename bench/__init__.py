"""How fast the office is, as ratios in one run: beside raw SQL, and beside a naive machine for each dossier."""

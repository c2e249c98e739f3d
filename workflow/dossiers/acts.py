"""Acts that stand in a dossier's journal without being steps of its procedure, in words."""

ACTS: dict[str, str] = {}
"""Title by the `action` of the entry; each topic that notes an act has its lines here."""

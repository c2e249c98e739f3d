"""Acts that stand in a dossier's journal without being steps of its procedure, in words."""

ACTS: dict[str, str] = {
    "council_vote": "Hội đồng biểu quyết",
}
"""Title by the `action` of the entry; each topic that notes an act has its lines here."""

"""The wizard, put together: pages of its start and its sections, of households and of household files."""

from workflow.dossiers import household_sheet_views, household_views, wizard_section_views, wizard_start_views
from workflow.dossiers.wizard_room import room

__all__ = ["household_sheet_views", "household_views", "room", "wizard_section_views", "wizard_start_views"]

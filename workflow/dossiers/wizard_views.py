"""The wizard, put together: its pages are in wizard_start, wizard_sections, household_views and household_sheet_views."""

from workflow.dossiers import household_sheet_views, household_views, wizard_section_views, wizard_start_views
from workflow.dossiers.wizard_room import room

__all__ = ["household_sheet_views", "household_views", "room", "wizard_section_views", "wizard_start_views"]

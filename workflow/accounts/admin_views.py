"""The administrator's pages. Being an administrator opens no dossier: these pages know of people and agencies only."""

from workflow.accounts import agency_views, journal_views, people_views
from workflow.accounts.room import office as room

__all__ = ["agency_views", "journal_views", "people_views", "room"]

"""The environment of recognised units: their producers, plans, remedies and the inspections somebody asked for."""

from workflow.environment import (
    establishment_views,
    inspection_views,
    plan_views,
    pollution_views,
    remedy_views,
    unit_views,
)
from workflow.environment.room import room

__all__ = [
    "establishment_views", "inspection_views", "plan_views", "pollution_views", "remedy_views", "room", "unit_views",
]  # fmt: skip

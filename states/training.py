"""What people of a craft are taught (plan I.2, target 5; II.3): the topics that are counted, and who keeps the classes.

Section V.5 of the plan gives vocational training to Sở Giáo dục và Đào tạo.
"""

from collections.abc import Mapping
from enum import StrEnum

from states.actors import AgencyKind, Post, Role


class Topic(StrEnum):
    """What a class is about."""

    CRAFT = "craft"
    SAFETY = "safety"
    DIGITAL = "digital"


TOPIC_TITLES: Mapping[Topic, str] = {
    Topic.CRAFT: "Kỹ năng nghề, truyền nghề",
    Topic.SAFETY: "Vệ sinh, an toàn lao động",
    Topic.DIGITAL: "Tin học cơ bản, kỹ năng số",
}

KEEPS_CLASSES: Post = Post(Role.CONSULTED_OFFICER, AgencyKind.EDUCATION_TRAINING)

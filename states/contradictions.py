"""Every way in which the table of a procedure can be wrong, in words, found before the program starts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from states.actors import ACTING_POSTS, SYSTEM, Post
from states.asks import Ask, AskKind
from states.case import Finding
from states.forms_of_law import FORMS
from states.tables import Clock, Effect, Step

if TYPE_CHECKING:
    from states.kernel import Procedure


def contradictions(procedure: "Procedure") -> Iterator[str]:
    """Every contradiction of a table, each a sentence that names the row."""
    yield from _of_stages(procedure)
    for step in procedure.all_steps:
        yield from _of_ends(procedure, step)
        yield from _of_words(step)
    yield from _of_rows(procedure)
    yield from _of_holds(procedure)
    yield from _of_steps_under_holds(procedure)
    yield from _of_roads(procedure)
    yield from _of_balls(procedure)
    yield from _of_numbers(procedure)
    if procedure.opened_by not in ACTING_POSTS:
        yield f"quy trình được mở bởi chức vụ không có: {_name(procedure.opened_by)}"


def _name(post: Post | None) -> str:
    return "không ai" if not isinstance(post, Post) else f"{post.role}@{post.agency}"


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return [name for name in dict.fromkeys(listed) if listed.count(name) > 1]


def _of_stages(procedure: "Procedure") -> Iterator[str]:
    if not procedure.stages:
        yield "chưa có bước nào"
    for name in _twice(stage.name for stage in procedure.stages):
        yield f"bước {name} được khai hai lần"
    for stage in procedure.stages:
        if "@" in stage.name:
            yield f"bước {stage.name} có dấu @ trong tên"
        if stage.days is not None and stage.days < 1:
            yield f"bước {stage.name} có thời hạn {stage.days} ngày"
        if stage.final and stage.days is not None:
            yield f"bước kết thúc {stage.name} lại có thời hạn"
    days = sum(stage.days or 0 for stage in procedure.stages)
    if days > procedure.legal_days:
        yield f"các bước cộng lại {days} ngày làm việc, thời hạn chung chỉ có {procedure.legal_days}"


def _of_ends(procedure: "Procedure", step: Step) -> Iterator[str]:
    stages = {stage.name: stage for stage in procedure.stages}
    if not step.sources:
        yield f"thao tác {step.action} không đi từ bước nào"
    for source in step.sources:
        if source not in stages:
            yield f"thao tác {step.action} đi từ bước không có: {source}"
        elif stages[source].final and not step.reopens:
            yield f"thao tác {step.action} đi từ bước kết thúc {source}"
        elif step.reopens and not stages[source].final:
            yield f"thao tác {step.action} mở lại bước {source} là bước chưa kết thúc"
    if step.dest is not None and step.dest not in stages:
        yield f"thao tác {step.action} dẫn đến bước không có: {step.dest}"
    if step.reopens and not (step.needs_reason and step.dest):
        yield f"thao tác {step.action} mở lại hồ sơ mà không cần lý do"


def _of_words(step: Step) -> Iterator[str]:
    if step.by not in ACTING_POSTS and not step.closes:
        yield f"thao tác {step.action} thuộc về chức vụ không có: {_name(step.by)}"
    if step.paper is not None and step.paper not in FORMS:
        yield f"thao tác {step.action} phát hành mẫu giấy không có: {step.paper}"
    if step.clock is not None and step.clock not in set(Clock):
        yield f"thao tác {step.action} làm điều lạ với thời hạn: {step.clock}"
    if step.effect is not None and step.effect not in set(Effect):
        yield f"thao tác {step.action} có tác dụng lạ: {step.effect}"
    if step.finding is not None and step.finding not in set(Finding):
        yield f"thao tác {step.action} ghi kết luận lạ: {step.finding}"
    yield from _of_asks(step.action, step.asks)


def _of_asks(action: str, asks: tuple[Ask, ...]) -> Iterator[str]:
    for name in _twice(ask.name for ask in asks):
        yield f"thao tác {action} hỏi hai lần mục {name}"
    for ask in asks:
        if ask.kind not in set(AskKind):
            yield f"thao tác {action} hỏi mục {ask.name} theo kiểu lạ: {ask.kind}"
        elif (ask.kind == AskKind.CHOICE) != (ask.options is not None):
            yield f"thao tác {action} hỏi mục {ask.name} để chọn mà không có danh sách chọn, hoặc ngược lại"


def _of_rows(procedure: "Procedure") -> Iterator[str]:
    rows = [
        (f"thao tác {step.action} từ {source}", step.hold_before)
        for step in procedure.all_steps
        for source in step.sources
    ]
    for row in _twice(text if hold is None else f"{text} ({hold})" for text, hold in rows):
        yield f"{row} được khai hai lần"


def _of_holds(procedure: "Procedure") -> Iterator[str]:
    stages = {stage.name: stage for stage in procedure.stages}
    for hold in procedure.holds:
        if not hold.during:
            yield f"tạm dừng {hold.action} không đặt được ở bước nào"
        for name in hold.during:
            if name not in stages:
                yield f"tạm dừng {hold.action} đặt ở bước không có: {name}"
            elif stages[name].final:
                yield f"tạm dừng {hold.action} đặt ở bước kết thúc {name}"
        if hold.ended_by not in ACTING_POSTS:
            yield f"không chức vụ nào kết thúc được tạm dừng {hold.action}: {_name(hold.ended_by)}"
        if hold.ends_with == hold.action:
            yield f"tạm dừng {hold.action} kết thúc bằng chính thao tác mở nó"


def _of_steps_under_holds(procedure: "Procedure") -> Iterator[str]:
    laid = {(hold.action, name) for hold in procedure.holds for name in hold.during}
    for step in procedure.steps:
        for held in dict.fromkeys(name for name in (step.opens, step.hold_before) if name):
            for source in step.sources:
                if (held, source) not in laid:
                    yield f"thao tác {step.action} nói đến tạm dừng {held} mà bước {source} không có"
        if step.opens and step.dest:
            yield f"thao tác {step.action} vừa mở tạm dừng vừa rời bước"


def _of_balls(procedure: "Procedure") -> Iterator[str]:
    """Places where a dossier waits for nobody, or for two agencies at once."""
    places: dict[str, list[Step]] = {stage.name: [] for stage in procedure.stages if not stage.final}
    for step in procedure.all_steps:
        for source in step.sources:
            held = step.hold_before
            places.setdefault(f"{source} ({held})" if held else source, []).append(step)
    for place, steps in places.items():
        waited = [step for step in steps if not step.beside and not step.reopens]
        if not waited and not all(step.reopens for step in steps):
            yield f"ở {place}, hồ sơ không chờ ai"
        if len({step.by.agency for step in waited if isinstance(step.by, Post)}) > 1:
            yield f"ở {place}, hồ sơ chờ hai cơ quan cùng lúc"
        if any(step.by == SYSTEM for step in waited):
            yield f"ở {place}, hồ sơ chỉ chờ đến ngày"
        yield from _of_eyes(procedure, place, waited)


def _of_eyes(procedure: "Procedure", place: str, waited: list[Step]) -> Iterator[str]:
    """Who has the ball has to see the dossier."""
    seen_by = next((stage.seen_by for stage in procedure.stages if stage.name == place.split(" (")[0]), ())
    for agency in dict.fromkeys(step.by.agency for step in waited if isinstance(step.by, Post)):
        if seen_by and agency not in seen_by:
            yield f"ở {place}, hồ sơ chờ {agency} là nơi không xem được"


def _of_numbers(procedure: "Procedure") -> Iterator[str]:
    for name in _twice(parameter.name for parameter in procedure.parameters):
        yield f"con số {name} được khai hai lần"
    for parameter in procedure.parameters:
        if parameter.value < 1:
            yield f"con số {parameter.name} là {parameter.value}"
    stages = {stage.name for stage in procedure.stages if not stage.final}
    for consult in procedure.consults:
        for name in consult.stages:
            if name not in stages:
                yield f"hỏi ý kiến ở bước không có: {name}"
        if consult.by not in ACTING_POSTS:
            yield f"hỏi ý kiến bởi chức vụ không có: {_name(consult.by)}"


def _of_roads(procedure: "Procedure") -> Iterator[str]:
    """Stages that no dossier reaches, and stages from which no dossier can ever be finished."""
    edges = {(source, step.dest_from(source)) for step in procedure.steps for source in step.sources}
    names = [stage.name for stage in procedure.stages]
    reached = _closure(names[:1], edges)
    finished = _closure((s.name for s in procedure.stages if s.final), {(dest, source) for source, dest in edges})
    for name in names:
        if name not in reached:
            yield f"không có đường đến bước {name}"
        if name not in finished:
            yield f"bước {name} không có đường đến kết thúc"


def _closure(start: Iterable[str], edges: set[tuple[str, str]]) -> set[str]:
    seen: set[str] = set()
    frontier = list(start)
    while frontier:
        name = frontier.pop()
        if name not in seen:
            seen.add(name)
            frontier += [dest for source, dest in edges if source == name]
    return seen

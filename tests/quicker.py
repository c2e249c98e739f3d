"""Every test has a fresh office; what is the same in all of them, compiled templates and addresses, is made once."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class _Compiled(BytecodeCache):
    """Compiled templates of this process. A bucket knows by the checksum of its source that it is still good."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_BUILDERS: dict[Any, Callable[..., tuple[str, str]]] = {}
_PARSED: dict[Any, tuple[Any, ...]] = {}
_compile_builder, _compile = Rule._compile_builder, Rule.compile


def keep_addresses() -> None:
    """Let equal rules share what they were parsed into and the function that builds their address."""

    def built(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in _BUILDERS:
            _BUILDERS[key] = _compile_builder(rule, append_unknown)
        return _BUILDERS[key]

    def parsed(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes)
        if key not in _PARSED:
            _compile(rule)
            _PARSED[key] = rule._parts, rule._trace, rule._converters, frozenset(rule.arguments)
            return
        rule._parts, rule._trace, rule._converters, arguments = _PARSED[key]
        rule.arguments.update(arguments)
        rule._build = rule._compile_builder(False).__get__(rule, None)
        rule._build_unknown = rule._compile_builder(True).__get__(rule, None)

    Rule._compile_builder, Rule.compile = built, parsed  # type: ignore[method-assign]


def keep_templates(app: Flask) -> Flask:
    """Let an application use what earlier ones compiled."""
    app.jinja_env.bytecode_cache = _COMPILED
    return app

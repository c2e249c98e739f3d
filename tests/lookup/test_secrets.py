"""What opens the public page: derived from a key, readable on paper, forgiving to those who type."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask, current_app

from workflow.papers.secrets import (
    ALPHABET,
    grouped,
    lookup_secret,
    lookup_token,
    paper_code,
    paper_of_code,
    tidy,
    token_hash,
)

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def _office() -> Iterator[None]:
    office = Flask("secrets")
    office.config["LOOKUP_KEY"] = "a key of the tests"
    with office.app_context():
        yield


def test_a_secret_has_ten_characters_that_cannot_be_misread() -> None:
    for number in range(200):
        secret = lookup_secret(uuid.UUID(int=number))
        assert len(secret) == 10
        assert set(secret) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert grouped("ABCDEFGHJK") == "ABCDE-FGHJK"


def test_a_token_has_128_bits() -> None:
    tokens = {lookup_token(uuid.UUID(int=number)) for number in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {26}
    assert len(ALPHABET) ** 26 >= 2**128


def test_secrets_differ_by_dossier_by_purpose_and_by_key() -> None:
    first, token = lookup_secret(ONE), lookup_token(ONE)
    assert first != lookup_secret(OTHER)
    assert not token.startswith(first)
    current_app.config["LOOKUP_KEY"] = "another key"
    assert lookup_secret(ONE) != first


def test_what_is_typed_is_read_as_it_was_meant() -> None:
    assert tidy(" 7qk2m - x94td ") == "7QK2MX94TD"
    assert tidy("oil0L") == "01101"
    assert tidy("A" * 10_000) == "A" * 200


def test_only_a_hash_of_the_token_is_kept() -> None:
    token = lookup_token(ONE)
    assert token_hash(token) == token_hash(token.lower())
    assert len(token_hash(token)) == 32
    assert token.encode() not in token_hash(token)


def test_the_code_of_a_paper_leads_to_it_and_cannot_be_made_up() -> None:
    code = paper_code(ONE)
    assert paper_of_code(code) == ONE
    other_end = code[:-1] + ("0" if code[-1] != "0" else "1")
    for wrong in (other_end, code[:32], ONE.hex, "", "é-x", "0" * 32 + "-x", paper_code(OTHER)[:32] + code[32:]):
        assert paper_of_code(wrong) is None

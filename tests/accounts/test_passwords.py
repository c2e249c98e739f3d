"""What may be a password, and how it is kept."""

import threading
import time
import unicodedata

import pytest
from flask import Flask

from workflow.accounts import passwords


@pytest.mark.parametrize(
    "password", ["cây cầu mây bắc qua suối", "một hai ba bốn", "🐘🐘 voi rừng 🐘", "x" * 500 + "yz hai ba"]
)
def test_a_sentence_may_be_a_password(app: Flask, password: str) -> None:
    with app.test_request_context():
        assert passwords.problems_of(password, "tran.thi.lan", "Trần Thị Lan") == []


@pytest.mark.parametrize(
    "password",
    [
        "ngắn quá",
        "123456789012",
        "matkhau123456",
        "mật khẩu 123456",
        "aaaaaaaaaaaaaa",
        "tran.thi.lan 2026",
        "Trần Thị Lan ơi",
        "xin" + "â" * 600,
    ],
)
def test_what_is_short_common_or_one_s_own_name_may_not(app: Flask, password: str) -> None:
    with app.test_request_context():
        assert passwords.problems_of(password, "tran.thi.lan", "Trần Thị Lan")


def test_every_reason_is_said_at_once(app: Flask) -> None:
    with app.test_request_context():
        assert len(passwords.problems_of("lan lan", "lan lan", "")) == 3


def test_both_spellings_of_vietnamese_are_one_password(app: Flask) -> None:
    with app.app_context():
        kept = passwords.hash_password(unicodedata.normalize("NFD", "cây cầu mây bắc"))
        assert passwords.verify(kept, unicodedata.normalize("NFC", "cây cầu mây bắc"))


def test_an_empty_account_never_verifies(app: Flask) -> None:
    with app.app_context():
        assert not passwords.verify(None, "khong ai dung mat khau nay")
        assert not passwords.verify("không phải băm", "khong ai dung mat khau nay")


def test_production_keeps_passwords_as_argon2id_with_64_mebibytes() -> None:
    used = passwords.PROFILES["default"]
    assert (used.type.name, used.memory_cost, used.time_cost, used.parallelism) == ("ID", 65_536, 3, 1)


def test_at_most_four_are_hashed_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock = [0], [0], threading.Lock()

    class Slow:
        def hash(self, password: str) -> str:
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            time.sleep(0.02)
            with lock:
                now[0] -= 1
            return "kept"

    monkeypatch.setattr(passwords, "_hasher", lambda profile: Slow())

    def work() -> None:
        with app.app_context():
            passwords.hash_password("cây cầu mây bắc")

    crowd = [threading.Thread(target=work) for _one in range(12)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert most[0] == passwords.AT_ONCE

"""Which duties an answer to a list is about."""

from datetime import UTC, date, datetime

from bot.handlers.reply_targets import Targets, read_answer, targets_of
from plan_data.store.sent_messages import NumberedMessage

MONDAY = date(2018, 5, 21)


def a_list(*, first_number: int = 1, is_in_one_message: bool = True) -> NumberedMessage:
    duties = {first_number + place: 100 + place for place in range(3)}
    return NumberedMessage(duties, 7, datetime(2018, 5, 21, tzinfo=UTC), is_in_one_message)


def finished(targets: Targets) -> list[int]:
    return [duty_id for reply, duty_id in targets.meant if reply.status == "done"]


def answered(text: str, numbered: NumberedMessage) -> Targets:
    return targets_of(read_answer(text, MONDAY, numbered), numbered)


def test_a_place_in_the_list_is_counted_from_its_first_number() -> None:
    numbered = a_list(first_number=11)
    assert finished(answered("việc cuối xong, còn lại đang làm", numbered)) == [102]
    assert finished(answered("11 chưa, hai việc còn lại xong", numbered)) == [101, 102]


def test_all_finished_is_every_duty_of_the_list() -> None:
    assert finished(answered("xong hết rồi", a_list())) == [100, 101, 102]


def test_in_a_list_of_several_messages_a_place_may_be_counted_in_either() -> None:
    targets = answered("việc cuối xong rồi", a_list(is_in_one_message=False))
    assert targets.is_open
    assert finished(targets) == []

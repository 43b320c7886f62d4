"""Whatever a bot sends, the server answers in the Bot API's form: a result or a refusal, never a crash."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.errors import BotApiError
from bot.sandbox.image_size import image_size
from bot.sandbox.methods import METHODS
from bot.sandbox.wire import Params, parse_json
from tests.sandbox.conftest import AN, make_sandbox

NAMES = [
    *(
        "chat_id",
        "text",
        "caption",
        "parse_mode",
        "entities",
        "caption_entities",
        "message_id",
        "message_ids",
    ),
    *("reply_parameters", "reply_to_message_id", "reply_markup", "media", "photo", "document", "commands"),
    *("scope", "language_code", "user_id", "action", "file_id", "message_thread_id", "callback_query_id"),
    *("url", "secret_token", "allowed_updates", "menu_button", "description", "max_connections"),
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        [AN, "HTML", "<b>a</b>", "typing", "attach://x", "[]", "{}", '{"inline_keyboard": [[{}]]}']
    ),
)
KEYS = st.sampled_from([*NAMES, "inline_keyboard", "type", "offset", "length", "command", "callback_data"])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    method=st.sampled_from(sorted(METHODS)),
    values=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6),
    known_chat=st.booleans(),
)
def test_every_method_answers_or_refuses(method: str, values: dict[str, object], *, known_chat: bool) -> None:
    sandbox = make_sandbox()
    given_values = parse_json(json.dumps({**values, **({"chat_id": AN} if known_chat else {})}))
    assert isinstance(given_values, dict)
    try:
        result = METHODS[method](sandbox.state, Params(given_values))
    except BotApiError as refusal:
        assert refusal.description.startswith(("Bad Request: ", "Forbidden: "))  # noqa: PT017 -- may also succeed
    else:
        json.dumps(result, ensure_ascii=False).encode()


@pytest.mark.parametrize("source", ['"\\ud83d"', '"\ud83d"', "[" * 100_000, "{", ""])
def test_json_that_could_not_be_written_again_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_json(source)


def test_pairs_of_surrogates_are_letters() -> None:
    assert parse_json('"\\ud83d\\ude00"') == "😀"


@given(
    st.binary(max_size=64),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"]),
)
def test_any_bytes_are_a_picture_with_a_size_or_none(content: bytes, head: bytes) -> None:
    size = image_size(head + content)
    assert size is None or all(side >= 0 for side in size)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\xe0\x02\x80", (640, 480)),
        (b"GIF89a\x80\x02\xe0\x01", (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x7f\x02\x00\xdf\x01\x00", (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0/\x7f\xc2\x77\x00\0\0\0\0\0", (640, 480)),
        (b"%PDF-1.7", None),
    ],
)
def test_sizes_of_pictures_are_read_from_their_heads(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size

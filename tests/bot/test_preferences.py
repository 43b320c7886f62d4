"""/caidat and /thu: hour, language, pause, a test reminder."""

from plan_data.store.chats import chat_at
from tests.bot.conftest import LAN
from tests.world import World


async def test_an_hour_is_set_by_button_and_by_word_and_obeyed(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/caidat")
    await chat.next_message()
    await chat.press("08:00")
    world.at("2018-01-08 07:45")
    assert (await world.tick()).sent == 1, "only the other official's digest is due yet"

    await chat.send("/caidat 7h40")
    assert "07:40" in (await chat.next_message()).text

    await world.tick()
    assert "Nhắc hạn" in (await chat.next_message()).text


async def test_an_hour_at_night_is_refused(world: World) -> None:
    chat = world.chat(LAN)
    for text in ("/caidat 23:00", "/caidat 7:75", "/caidat sáng sớm"):
        await chat.send(text)
        assert "05:00 đến 19:30" in (await chat.next_message()).text


async def test_a_pause_holds_digests_and_the_end_of_it_brings_what_matters(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/caidat")
    await chat.next_message()
    await chat.press("⏸ 3 ngày")
    for day in ("08", "09", "10", "11"):
        world.at(f"2018-01-{day} 07:30")
        await world.tick()
    assert not any("Nhắc hạn thứ" in text for text in chat.texts())

    world.at("2018-01-12 07:30")
    await world.tick()

    assert "Kế hoạch y tế" in (await chat.next_message()).text


async def test_switching_to_english_changes_every_answer_and_the_digest(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/caidat")
    await chat.next_message()

    await chat.press("🇬🇧 English")

    await chat.send("/due")
    assert (await chat.next_message()).text.startswith("📅 Due 8 Jan 2018 to 7 Feb 2018")
    world.at("2018-01-08 07:30")
    await world.tick()
    assert (await chat.next_message()).text.startswith("🔔 Deadlines, Mon 8 Jan 2018")


async def test_a_test_reminder_looks_like_the_real_one_and_takes_replies(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/thu")
    assert "Tin thử" in (await chat.next_message()).text
    sample = await chat.next_message()
    assert "Nhắc hạn" in sample.text

    await chat.reply(sample, "1 40%")

    assert "40%" in (await chat.next_message()).text


async def test_settings_survive_a_new_start(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/caidat 16:00")
    await chat.next_message()
    await chat.send("/start")
    await chat.next_message()

    async with world.database.reading() as session:
        kept = await chat_at(session, LAN)
    assert kept is not None
    assert kept.digest_minute == 16 * 60

"""Somebody blocks the bot and comes back: a coordinator hears of it, what still matters is sent once."""

from tests.bot.conftest import DUC, LAN
from tests.world import World


async def test_who_blocks_the_bot_is_reported_to_the_coordinator_and_revived_on_return(world: World) -> None:
    world.sandbox.phones.block(LAN)
    world.at("2018-01-08 07:30")
    await world.tick()
    await world.tick()

    news = await world.chat(DUC).wait_for_text("Không còn nhắc được")
    assert "Lan (Sở Y tế): đã chặn bot" in news.text
    assert world.chat(LAN).answers == []

    world.sandbox.phones.unblock(LAN)
    await world.chat(LAN).send("/start")
    await world.chat(LAN).next_message()
    world.at("2018-01-08 09:00")
    await world.tick()
    await world.tick()

    digests = [text for text in world.chat(LAN).texts() if "Nhắc hạn" in text]
    assert len(digests) == 1
    assert "GN-01" in digests[0]
    assert "gửi lại" not in digests[0]
    assert sum("Không còn nhắc được" in text for text in world.chat(DUC).texts()) == 1

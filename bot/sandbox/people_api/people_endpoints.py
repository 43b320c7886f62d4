"""Who is there to play, and what they do outside of a message."""

from aiohttp import web

from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Person
from bot.sandbox.people_api.answering import Endpoint, Stage, body_of, number_in_path, query_of, required
from bot.sandbox.people_api.views import chat_view, message_view, person_view
from bot.sandbox.wire import Json


async def list_people(stage: Stage, _: web.Request) -> Json:
    """All people: id (also the id of the private chat with the bot), name, about, language, username, bot
    ("left" before START, "member", "kicked" while blocked)."""
    return [person_view(stage.state, person) for person in stage.state.chats.people.values()]


async def add_person(stage: Stage, request: web.Request) -> Json:
    """Add a person. Body: name; optional id, about, language ("vi"), username, started (true: START was
    pressed).
    """
    body = await body_of(request)
    name = (body.text("name") or "").strip()
    if not name:
        raise PhoneError("A person needs a name.")
    people = stage.state.chats.people
    person_id = body.integer("id")
    person = Person(
        id=max(people, default=1000) + 1 if person_id is None else person_id,
        name=name,
        about=body.text("about") or "",
        language=body.text("language") or "vi",
        username=body.text("username"),
        started=body.flag("started"),
    )
    try:
        stage.state.chats.add_person(person)
    except ValueError as error:
        raise PhoneError(str(error)) from None
    stage.state.feed.publish("chats", person.id)
    return person_view(stage.state, person)


async def block(stage: Stage, request: web.Request) -> Json:
    """Block the bot: it gets my_chat_member, and 403 when it writes."""
    person_id = number_in_path(request, "person")
    stage.phones.block(person_id)
    return person_view(stage.state, stage.phones.person(person_id))


async def unblock(stage: Stage, request: web.Request) -> Json:
    """Unblock the bot; it gets my_chat_member."""
    person_id = number_in_path(request, "person")
    stage.phones.unblock(person_id)
    return person_view(stage.state, stage.phones.person(person_id))


async def open_link(stage: Stage, request: web.Request) -> Json:
    """Open a link to the bot and press START. Body: link ("https://t.me/<bot>?start=<payload>"). Answers
    message.
    """
    body = await body_of(request)
    message = stage.phones.open_link(number_in_path(request, "person"), body.text("link") or "")
    return {"message": message_view(message, stage.time_zone)}


async def list_chats(stage: Stage, request: web.Request) -> Json:
    """The chats of one person. Query: person."""
    person_id = required(query_of(request).integer("person"), "person")
    return [chat_view(chat, stage.time_zone) for chat in stage.phones.chats(person_id)]


async def command_menu(stage: Stage, request: web.Request) -> Json:
    """The menu of commands a person sees. Query: person; optional chat. Answers a list of command,
    description.
    """
    query = query_of(request)
    person = stage.phones.person(required(query.integer("person"), "person"))
    chat = stage.phones.chat(person.id, query.integer("chat"))
    return [*stage.state.commands.seen_by(person.id, person.language, chat)]


ENDPOINTS: list[Endpoint] = [
    ("GET", "/sandbox/people", list_people),
    ("POST", "/sandbox/people", add_person),
    ("POST", "/sandbox/people/{person}/block", block),
    ("POST", "/sandbox/people/{person}/unblock", unblock),
    ("POST", "/sandbox/people/{person}/open-link", open_link),
    ("GET", "/sandbox/chats", list_chats),
    ("GET", "/sandbox/commands", command_menu),
]

"""Nobody but this machine's programs and the server's own page is served; files cannot be guessed."""

from io import BytesIO

import pytest
from aiohttp import ClientSession

from bot.sandbox import Sandbox, Upload
from bot.sandbox.files import clean_name
from bot.sandbox.webhook import is_deliverable
from tests.sandbox.conftest import AN, TOKEN, Http


@pytest.mark.parametrize("host", ["0.0.0.0", "", "192.168.1.5", "example.org", "::", "127.0.0.1.example.org"])  # noqa: S104
async def test_the_server_listens_on_loopback_only(sandbox: Sandbox, host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        async with sandbox.serve(host):
            pass


async def test_every_loopback_name_is_served(sandbox: Sandbox) -> None:
    async with (
        sandbox.serve("localhost") as server,
        ClientSession() as session,
        session.get(f"{server.url}/sandbox") as answer,
    ):
        assert answer.status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "[::1]:1"}, 200),
        ({"Host": "evil.example:80"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "127.0.0.1:80@evil.example"}, 403),
        ({"Host": "127.0.0.1:80.evil.example"}, 403),
        ({"Host": "["}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:9", "Origin": "http://localhost:9", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "localhost:9", "Origin": "http://localhost:10"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/sandbox/people", f"/bot{TOKEN}/getMe"])
async def test_other_sites_are_turned_away(
    http: Http, headers: dict[str, str], status: int, path: str
) -> None:
    async with http.session.get(http.url + path, headers=headers) as answer:
        assert answer.status == status


async def test_a_link_from_another_site_may_open_the_page_only(http: Http) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    async with http.session.get(f"{http.url}/", headers=headers) as answer:
        assert answer.status == 200
    async with http.session.post(f"{http.url}/sandbox", headers=headers) as answer:
        assert answer.status == 403


async def test_the_page_allows_no_foreign_content(http: Http) -> None:
    for path in ("/", "/page/chat.js", "/page/chat.css", "/sandbox/people", "/page/nothing"):
        async with http.session.get(http.url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.status == (404 if path.endswith("nothing") else 200)


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "documents/../secret",
        "/etc/passwd",
        "documents/file_2.txt",
    ],
)
async def test_only_paths_that_were_given_out_lead_to_files(http: Http, sandbox: Sandbox, path: str) -> None:
    async with http.session.get(f"{http.url}/file/bot{TOKEN}/{path}") as answer:
        assert answer.status == 404
    async with http.session.get(f"{http.url}/sandbox/files/{path}") as answer:
        assert answer.status == 404
    assert len(sandbox.state.updates) == 0


async def test_files_need_the_token_on_the_bots_side(http: Http) -> None:
    async with http.session.get(f"{http.url}/file/bot4242:wrong/documents/file_1.txt") as answer:
        assert answer.status == 401


async def test_web_pages_sent_as_files_are_downloaded_never_shown(http: Http, sandbox: Sandbox) -> None:
    (message,) = sandbox.phones.send_files(AN, [Upload("x.html", "text/html", b"<script>alert(1)</script>")])
    assert message.file is not None
    async with http.session.get(f"{http.url}/sandbox/files/{message.file.id}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_file_above_20_mb_arrives_but_cannot_be_fetched(http: Http, sandbox: Sandbox) -> None:
    limit = 20 * 1024 * 1024
    sizes = {limit: True, limit + 1: False}
    for size, taken in sizes.items():
        (message,) = sandbox.phones.send_files(AN, [Upload("a.bin", "", bytes(size))])
        assert message.file is not None
        answer = await http.call("getFile", file_id=message.file.id)
        assert answer["ok"] is taken
    assert answer["description"] == "Bad Request: file is too big"


async def test_a_body_above_the_limit_is_refused(http: Http) -> None:
    body = BytesIO(bytes(64 * 1024 * 1024 + 1))
    headers = {"Content-Type": "application/json"}
    async with http.session.post(f"{http.url}/bot{TOKEN}/sendMessage", data=body, headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../a.txt", "a.txt"),
        ("C:\\tmp\\báo cáo.docx", "báo cáo.docx"),
        ("a\r\nb\x00.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_file_names_keep_only_their_last_part(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("url", "deliverable"),
    [
        ("http://127.0.0.1:8443/hook", True),
        ("https://localhost/hook", True),
        ("http://[::1]:80/", True),
        ("http://example.org/", False),
        ("http://127.0.0.1@example.org/", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1:99999/", False),
        ("nonsense", False),
    ],
)
def test_webhooks_stay_on_this_machine(url: str, *, deliverable: bool) -> None:
    assert is_deliverable(url) == deliverable

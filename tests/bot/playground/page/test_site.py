"""The page over HTTP: who may speak to it, what it shows to whom, and what can be done on it."""

from __future__ import annotations

import base64
import html
import json
import re
import uuid

import pytest

from bot.playground.workspace.conversations import File
from tests.bot.playground.page.conftest import Site, until

START = "/should-we-finetune sort tickets by product"


def begun(site: Site) -> str:
    """A decision begun by Ana in the public channel; the ts of its root."""
    site.done("say", text=START)
    return site.stage.workspace.messages("ml-team")[-1].ts


def question(site: Site, root: str) -> dict[str, str]:
    """What a click on the first answer of the open question sends."""
    message = [reply for reply in site.stage.workspace.thread("ml-team", root) if "answer:" in str(reply.blocks)][-1]
    block = next(candidate for candidate in message.blocks if candidate["type"] == "actions")
    element = next(candidate for candidate in block["elements"] if candidate["action_id"].startswith("answer:"))
    place = f"{message.channel}:{message.ts}"
    return {
        "place": place,
        "block": block["block_id"],
        "action": element["action_id"],
        "value": element.get("value", ""),
    }


# Who may speak to it.


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8300", "127.0.0.1.evil.example", "[::1]:80", "127.0.0.1:x", ""]
)
@pytest.mark.parametrize("path", ["/", "/stream", "/static/page.js", "/row/d0"])
def test_other_host_headers_are_refused(site: Site, host: str, path: str) -> None:
    assert site.client.get(path, headers={"host": host}).status_code in {400, 421}


def test_another_site_cannot_have_a_browser_act(site: Site) -> None:
    body = {"do": "say", "text": "hello"}
    assert site.client.post("/act", json=body, headers={"origin": "https://evil.example"}).status_code == 403
    assert site.client.post("/act", json=body, headers={"origin": "null"}).status_code == 403
    assert site.client.post("/act", json=body, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert (
        site.client.post(
            "/act", content=b'{"do": "say", "text": "x"}', headers={"content-type": "text/plain"}
        ).status_code
        == 415
    )
    assert site.stage.workspace.messages("ml-team") == []
    assert site.client.post("/act", json=body, headers={"origin": site.url}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/static/page.css", "/nothing"])
def test_nothing_may_be_loaded_from_elsewhere(site: Site, path: str) -> None:
    policy = site.client.get(path).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_page_names_only_files_of_its_own(site: Site) -> None:
    text = site.client.get("/").text
    wanted = re.findall(r'(?:\ssrc|<link [^>]*href)="([^"]+)"', text)
    assert len(wanted) == 4
    for path in wanted:
        assert path.startswith("/static/")
        assert site.client.get(path).status_code == 200
    assert "style=" not in text
    assert not re.search(r"\son\w+=", text)
    sheets = "".join(site.client.get(f"/static/{name}").text for name in ("page.css", "blocks.css"))
    assert "@import" not in sheets
    assert "http" not in sheets


# What it shows, and to whom.


def test_an_open_page_is_told_of_each_change_and_of_nothing_else(site: Site) -> None:
    site.done("say", text="first")
    with site.watching(**{"as": "ben", "in": "ml-team"}) as page:
        assert "first" in page.text("messages")
        site.done("say", text="second")
        until(lambda: "second" in page.text("messages"))
        first = next(key for key, piece in page.panes["messages"].items() if "first" in piece)
        again: list[str] = []
        page.hear = lambda news: again.extend(key for change in news for key in change["html"])  # type: ignore[method-assign]
        site.done("say", text="third")
        until(lambda: again)
        assert first not in again


def test_who_is_not_in_the_private_channel_sees_nothing_of_it(site: Site) -> None:
    site.done("say", where="ml-leads", text="a secret of ours")
    assert "a secret of ours" in site.look(**{"as": "ben", "in": "ml-leads"}).text("messages")
    cara = site.look(**{"as": "cara", "in": "ml-leads"})
    assert "a secret of ours" not in str(cara.panes)
    assert "ml-leads" not in cara.text("places")
    assert site.stage.private.id not in str(cara.panes)
    message = site.stage.workspace.messages("ml-leads")[-1]
    answer = site.act("delete", "cara", place=f"{message.channel}:{message.ts}")
    assert answer == {"ok": False, "error": "That message is not there any more."}
    assert site.act("say", "cara", "ml-leads", text="hello") == {"ok": False, "error": "You are not in that channel."}
    assert site.stage.workspace.messages("ml-team") == []
    site.done("say", where="ml-leads", text="see #ml-leads")
    channel = site.stage.workspace.messages("ml-leads")[-1].text
    assert channel == f"see {site.stage.private.mention}"
    site.stage.workspace.say(
        site.stage.ana, "general", f"as said in {site.stage.workspace.mention(site.stage.private)}"
    )
    assert "#ml-leads" in site.look(**{"as": "ben", "in": "general"}).text("messages")
    assert "ml-leads" not in site.look(**{"as": "cara", "in": "general"}).text("messages")


def test_no_site_can_guess_who_the_bot_is_or_reach_its_slack_by_another_name(site: Site) -> None:
    app, url = site.stage.workspace.app, site.stage.workspace.url
    headers = {"authorization": f"Bearer {app.bot_token}"}
    assert site.client.post(f"{url}api/auth.test", headers=headers).json()["ok"]
    assert site.client.post(f"{url}api/auth.test", headers=headers | {"host": "evil.example"}).status_code == 400
    assert uuid.uuid5(uuid.NAMESPACE_URL, f"{site.stage.workspace.serial}").hex not in app.bot_token


@pytest.mark.parametrize("odd", [5, [[1]], None, "x", {"blocks": 7}, {"blocks": [5]}])
def test_an_odd_attachment_is_shown_and_ends_no_page(site: Site, odd: object) -> None:
    workspace = site.stage.workspace
    channel = workspace.find("general")
    workspace.post(channel, workspace.bot_message(channel, "an odd one", attachments=[odd]))
    assert "an odd one" in site.look(**{"in": "general"}).text("messages")


def test_a_picture_is_shown_to_those_who_see_where_it_is(site: Site) -> None:
    workspace = site.stage.workspace
    site.done("say", where="ml-leads", text="look")
    file = File("F0PICTURE", "curve.png", 3, workspace.bot.id, 0.0, content=b"png")
    file.shared.append((site.stage.private.id, workspace.messages("ml-leads")[-1].ts))
    workspace.files[file.id] = file
    shown = site.client.get(f"/picture/{file.id}", params={"as": "ben"})
    assert (shown.content, shown.headers["content-type"]) == (b"png", "image/png")
    assert site.client.get(f"/picture/{file.id}", params={"as": "cara"}).status_code == 404


def test_what_is_for_one_person_is_shown_to_that_person(site: Site) -> None:
    site.done("say", text="/should-we-finetune help")
    assert "Only visible to you" in site.look(**{"as": "ana", "in": "ml-team"}).text("messages")
    assert "Only visible to you" not in site.look(**{"as": "ben", "in": "ml-team"}).text("messages")


def test_news_in_other_channels_are_counted_until_they_are_seen(site: Site) -> None:
    site.look(**{"as": "ben", "in": "general"})
    site.done("say", where="general", text="one")
    site.done("say", where="general", text="two")
    assert "2<span" in site.look(**{"as": "ben", "in": "ml-team"}).text("places")
    site.look(**{"as": "ben", "in": "general"})
    assert "badge" not in site.look(**{"as": "ben", "in": "ml-team"}).text("places")
    # One's own are no news.
    assert "badge" not in site.look(**{"as": "ana", "in": "ml-team"}).text("places")


def test_the_bar_shows_the_day_that_everything_is_computed_for(site: Site) -> None:
    assert "Wednesday 25 November 2026" in site.look().text("day")
    site.done("turn", to="week")
    assert "Wednesday 2 December 2026" in site.look().text("day")
    site.done("turn", to="2026-04-15")
    assert "Wednesday 15 April 2026" in site.look().text("day")
    site.done("turn", to="day")
    assert "Thursday 16 April 2026" in site.look().text("day")
    site.done("turn", to="now")
    assert "ahead" not in site.look().text("day")
    assert "back" not in site.look().text("day")


def test_a_thousand_messages_are_shown_a_hundred_at_a_time(site: Site) -> None:
    for number in range(130):
        site.stage.workspace.say(site.stage.ana, "general", f"message {number}.")
    first = site.look(**{"in": "general"})
    assert "message 129." in first.text("messages")
    assert "message 29." not in first.text("messages")
    assert "Show earlier messages (30)" in first.text("messages")
    assert "message 0." in site.look(**{"in": "general", "most": "400"}).text("messages")


@pytest.mark.parametrize(
    "seat",
    [{"as": "<b>", "in": "../etc"}, {"thread": "1.2", "most": "-5"}, {"most": "9" * 40}, {"in": "app", "thread": "x"}],
)
def test_an_address_that_asks_for_what_is_not_there_shows_what_is(site: Site, seat: dict[str, str]) -> None:
    assert "Wednesday" in site.look(**seat).text("day")
    assert site.client.get("/", params=seat).status_code == 200


def test_typed_markup_stays_text(site: Site) -> None:
    hostile = '<img src=x onerror=alert(1)> <script>alert(1)</script> " onmouseover="x'
    site.done("say", text=hostile)
    shown = site.look().text("messages")
    assert "<img" not in shown
    assert "<script" not in shown
    assert html.escape("<img src=x onerror=alert(1)>", quote=False) in shown
    # The text to edit stands in an attribute.
    assert not re.search(r'data-typed="[^"]*"[^>]*\sonmouseover=', shown)


def test_a_hostile_use_case_stays_text_wherever_the_bot_repeats_it(site: Site) -> None:
    hostile = "<img src=x onerror=alert(1)> <script>x</script> sort tickets <https://evil.example|click> <!channel>"
    site.done("say", text=f"/should-we-finetune {hostile}")
    root = site.stage.workspace.messages("ml-team")[-1].ts
    for order in ("list", "show 1", "search tickets", "export 1", "digest now"):
        site.done("say", text=f"/should-we-finetune {order}")
    site.done("home")
    shown = str([site.look(**{"in": place, "thread": root, "bench": "1"}).panes for place in ("ml-team", "home")])
    assert "sort tickets" in shown
    assert not re.search(r"<(img|script|iframe|object|style|link|form action)", shown)
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', shown))
    assert 'href="https://evil.example' not in shown


# What can be done.


def test_a_name_that_is_typed_is_a_mention_and_reaches_the_bot(site: Site) -> None:
    answer = site.act("say", text="@should-we-finetune sort tickets, 10k a day")
    assert "is not in this channel and does not hear you" in answer["note"]
    first = site.stage.workspace.messages("ml-team")[0]
    assert f"<@{site.stage.workspace.bot.id}>" in first.text
    site.done("invite_bot")
    site.done("say", text="@should-we-finetune sort tickets, 10k a day")
    assert "answer:" in str([message.blocks for message in site.stage.workspace.everything("ml-team")])


def test_the_command_starts_a_decision_and_a_click_answers_it(site: Site) -> None:
    root = begun(site)
    shown = site.look(thread=root)
    assert "sort tickets by product" in shown.text("messages")
    assert 'data-action="answer:' in shown.text("thread")
    click = question(site, root)
    site.done("click", **click)
    assert click["place"] in site.look(thread=root).text("thread")
    assert question(site, root)["action"] != click["action"]
    # A click on what is no button any more is told.
    assert "not there any more" in site.act("click", **click)["error"]


def test_commands_are_refused_as_slack_refuses_them(site: Site) -> None:
    root = begun(site)
    assert "not supported in threads" in site.act("say", text="/should-we-finetune list", thread=root)["error"]
    assert site.act("say", text="/giphy cats")["error"].startswith("/giphy is not a command here")
    assert site.act("say", text="  ")["error"] == "Write something first."
    assert site.act("say", text="x" * 12_001)["error"] == "That is too long: at most 12,000 characters."


def test_the_bot_is_let_in_and_sent_away(site: Site) -> None:
    bot = site.stage.workspace.bot.id
    site.done("say", where="general", text="/invite @should-we-finetune")
    assert bot in site.stage.workspace.find("general").members
    assert "Remove the bot" in site.look(**{"in": "general"}).text("title")
    site.done("remove_bot", where="general")
    assert bot not in site.stage.workspace.find("general").members
    site.done("invite_bot", where="general")
    assert "Nobody is called 'zoe'" in site.act("say", text="/invite @zoe")["error"]
    assert "be somebody else" in site.act("say", text="/remove @ana")["error"]
    assert "direct message" in site.act("invite_bot", where="app")["error"]


def test_one_edits_and_deletes_what_is_ones_own(site: Site) -> None:
    site.done("say", text="ask @Ben about https://example.com & <b>")
    message = site.stage.workspace.messages("ml-team")[-1]
    place = f"{message.channel}:{message.ts}"
    shown = html.unescape(site.look().text("messages"))
    assert 'data-typed="ask @Ben about https://example.com & <b>"' in shown
    assert "only messages of their own" in site.act("edit", "ben", place=place, text="mine")["error"]
    assert site.act("edit", place=place, text=" ")["error"].startswith("A message cannot be empty")
    site.done("edit", place=place, text="ask @Cara")
    assert "(edited)" in site.look().text("messages")
    assert site.stage.cara.mention in message.text
    site.done("delete", place=place)
    assert "ask @Cara" not in site.look().text("messages")


def test_a_form_opens_tells_what_is_wrong_and_keeps_what_was_typed(site: Site) -> None:
    site.done("say", text="/should-we-finetune")
    view = site.stage.workspace.open_view(site.stage.ana)
    assert view is not None
    assert view.title in site.look().text("modal")
    assert "modal-title" not in site.look(**{"as": "ben"}).text("modal")
    block = next(field["block_id"] for field in view.blocks if field["type"] == "input")
    site.done("submit", place=view.id, fields={block: None})
    shown = site.look().text("modal")
    assert "This field is required." in shown
    assert 'aria-invalid="true"' in shown
    site.done("submit", place=view.id, fields={block: "sort tickets, 10k a day"})
    assert site.look().text("modal") == ""
    assert "sort tickets" in site.look().text("messages")
    assert "closed already" in site.act("submit", place=view.id, fields={})["error"]


def test_a_form_can_be_closed(site: Site) -> None:
    site.done("say", text="/should-we-finetune")
    view = site.stage.workspace.open_view(site.stage.ana)
    assert view is not None
    assert "closed already" in site.act("close", "ben", place=view.id)["error"]
    site.done("close", place=view.id)
    assert site.stage.workspace.open_view(site.stage.ana) is None


def test_the_shortcut_on_a_message_starts_a_decision_from_it(site: Site) -> None:
    site.done("invite_bot")
    site.done("say", text="should we fine-tune for clause extraction?")
    message = site.stage.workspace.messages("ml-team")[-1]
    site.done("shortcut", "ben", place=f"{message.channel}:{message.ts}")
    assert "Started by" in site.look(thread=message.ts).text("thread")


def test_the_home_tab_is_published_when_it_is_opened(site: Site) -> None:
    assert "has not shown" in site.look(**{"in": "home"}).text("home")
    site.done("home")
    assert "b-header" in site.look(**{"in": "home"}).text("home")
    assert site.look(**{"in": "home"}).text("messages") == ""


def test_a_link_to_a_thread_leads_there_within_the_page(site: Site) -> None:
    root = begun(site)
    site.done("say", text="/should-we-finetune list")
    shown = html.unescape(site.look().text("messages"))
    assert any(f"thread={root}" in tag for tag in re.findall(r"<a [^>]*way[^>]*>", shown))
    assert "acme.slack.com" not in "".join(re.findall(r'href="([^"]*)"', shown))


def test_an_exported_decision_can_be_downloaded_by_those_who_see_it(site: Site) -> None:
    site.done("say", where="ml-leads", text=START)
    site.done("say", where="ml-leads", text="/should-we-finetune export 1")
    (file,) = site.stage.workspace.files.values()
    answer = site.client.get(f"/file/{file.id}", params={"as": "ben"})
    assert b"sort tickets by product" in answer.content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert site.client.get(f"/file/{file.id}", params={"as": "cara"}).status_code == 404
    assert site.client.get("/file/F1").status_code == 404
    assert site.client.get("/picture/F1").status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"do": "turn", "to": "tomorrow"}, "Give a day as YYYY-MM-DD, from 2026-01-01 to"),
        ({"do": "turn", "to": "1999-01-01"}, "The clock goes from 2026-01-01 to"),
        ({"do": "turn", "to": "9999-12-31"}, "The clock goes from 2026-01-01 to"),
        ({"do": "fault", "fault": "slow", "times": "0", "seconds": "1"}, "Times must be a whole number from 1 to 50."),
        ({"do": "fault", "fault": "slow", "times": 1, "seconds": "²"}, "Seconds must be a whole number from 1 to 30."),
        ({"do": "fault", "fault": "fire", "times": 1}, "There is no fault 'fire'."),
        ({"do": "transport", "over": "pigeon"}, "Slack speaks over http or socket"),
        ({"do": "cut"}, "switch to Socket Mode first"),
        ({"do": "example", "example": "none"}, "there is no example 'none'"),
        ({"do": "click", "place": "C1:1.2"}, "That message is not there any more."),
        ({"do": "click", "place": "V1"}, "That form is closed already."),
        ({"do": "say", "text": 5}, "text must be text."),
        ({"do": "say", "text": "/should-we-finetune \ud800"}, "a character that cannot be sent"),
        ({"do": "select", "place": "V1", "chosen": {"a": 1}}, "chosen must be a text, several, or nothing."),
        ({"do": "fly"}, "The page can do say, edit,"),
        ({}, "The page can do say, edit,"),
        ({"do": ["say"]}, "The page can do say, edit,"),
    ],
)
def test_whatever_is_wrong_is_told_in_one_sentence(site: Site, given: dict[str, object], sentence: str) -> None:
    answer = site.client.post("/act", content=json.dumps(given), headers={"content-type": "application/json"})
    assert answer.status_code == 409, answer.text
    assert sentence in answer.json()["error"]
    assert "Traceback" not in answer.text


def test_deliveries_and_calls_stand_in_the_order_in_which_they_came_whatever_the_clock_showed(site: Site) -> None:
    site.done("turn", to="2027-01-20")
    site.done("say", text="/should-we-finetune first")
    site.done("turn", to="2026-11-25")
    site.done("say", text="/should-we-finetune second")
    keys = list(site.look(bench="1").panes["bench"].values())
    first = next(at for at, row in enumerate(keys) if "/should-we-finetune first" in row)
    second = next(at for at, row in enumerate(keys) if "/should-we-finetune second" in row)
    assert second < first


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 5000, b'"do"', b"\xff"])
def test_what_is_no_json_object_is_told(site: Site, body: bytes) -> None:
    answer = site.client.post("/act", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, "Send one JSON object.")


def test_what_is_too_long_is_told(site: Site) -> None:
    answer = site.client.post("/act", content=b" " * 200_001, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_a_fault_of_the_page_is_told_without_its_traceback(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("xoxb-secret")

    monkeypatch.setattr(site.stage.workspace, "say", break_down)
    answer = site.client.post("/act", json={"do": "say", "text": "hello"})
    assert answer.status_code == 500
    assert "xoxb" not in answer.text


# Files.


def given(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(content).decode()}


def test_a_file_dropped_into_a_thread_is_shared_there(site: Site) -> None:
    site.done("say", text="look at this")
    root = site.stage.workspace.messages("ml-team")[-1]
    body = {"as": "ana", "in": "ml-team", "thread": root.ts, "files": [given("rows.csv", b"id,score\n1,1\n")]}
    answer = site.client.post("/files", json=body)
    assert answer.json()["ok"]
    shared = site.stage.workspace.thread(root.channel, root)[-1]
    assert [file["name"] for file in shared.files] == ["rows.csv"]
    assert site.stage.workspace.files[shared.files[0]["id"]].content == b"id,score\n1,1\n"


def test_a_file_for_a_form_is_uploaded_and_seen_by_nobody_yet(site: Site) -> None:
    before = len(site.stage.workspace.messages("ml-team"))
    body = {"as": "ana", "in": "ml-team", "into": "form", "files": [given("rows.csv", b"x")]}
    (id_,) = site.client.post("/files", json=body).json()["files"]
    assert site.stage.workspace.files[id_].shared == []
    assert len(site.stage.workspace.messages("ml-team")) == before


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "Give one file"),
        ([{"name": "x"}], "A file has a name and its bytes."),
        ([{"name": "x.csv", "data": "%%"}], "x.csv did not arrive whole"),
        ([given("a", b"1"), given("b", b"1"), given("c", b"1")], "Give one file, or 2"),
        ("rows.csv", "Give one file"),
    ],
)
def test_what_is_no_file_is_told(site: Site, files: object, says: str) -> None:
    answer = site.client.post("/files", json={"as": "ana", "in": "ml-team", "files": files})
    assert answer.status_code == 409
    assert says in answer.json()["error"]


def test_files_too_are_taken_from_the_page_alone(site: Site) -> None:
    body = {"as": "ana", "in": "ml-team", "files": [given("rows.csv", b"x")]}
    assert site.client.post("/files", json=body, headers={"origin": "https://evil.example"}).status_code == 403

"""What is forgotten is gone, whatever was kept of it; what is not keeps; and that something was is recorded, and no more."""

from __future__ import annotations

from dataclasses import replace

from bot.store.effects import Delete
from bot.store.protocol import Store
from bot.store.records import DecisionSummary, Effect, Forgotten, Wanted
from tests.helpers.effects import an_effect
from tests.helpers.entries import an_entry

NOW = 1_790_000_000.0


def make(store: Store, title: str, team: str = "T1", channel: str = "C1", thread: str | None = None) -> int:
    """A decision with something of it everywhere."""
    with store.write() as unit:
        id_ = unit.open_decision(team, channel, "public", thread, "U1", NOW)
        unit.append(id_, [an_entry("answered", "use_case", title, title, "U1", source=f"{title}.src")])
        unit.keep_summary(DecisionSummary(id_, team, channel, "public", title, "decided", "U1", NOW, NOW, words=title))
        unit.show(id_, "root", "1")
        unit.stands(id_, "root", f"1.{id_}", "1", NOW)
        unit.keep_file(id_, f"F{id_}")
        unit.first_time(f"message:{team}:{channel}:{title}", NOW)
        unit.enqueue(
            [
                an_effect("post", f"thread:{id_}", {"text": title}, id_, team, channel, "verdict:1", created=NOW),
                an_effect("ephemeral", f"tell:{title}", {"text": title}, id_, team, channel, created=NOW),
            ]
        )
    return id_


def left(store: Store, id_: int, title: str) -> list[object]:
    """What can still be found of a decision."""
    with store.read() as reader:
        return [
            part
            for part in (
                reader.decision(id_),
                *reader.log(id_),
                reader.summary(id_),
                *reader.summaries(Wanted(words=title), most=10),
                *reader.shown(id_),
                *reader.files(id_),
                *reader.effects(f"thread:{id_}"),
                *reader.effects(f"tell:{title}"),
            )
            if part is not None
        ]


def test_nothing_of_what_is_forgotten_can_be_found_and_all_of_the_rest_can(store: Store) -> None:
    gone, kept = make(store, "layoffs", thread="1.1"), make(store, "clauses")
    everything = len(left(store, kept, "clauses"))
    assert len(left(store, gone, "layoffs")) == everything == 8
    with store.write() as unit:
        assert unit.forget(gone, "U2", "asked for", NOW + 5)
    assert left(store, gone, "layoffs") == []
    assert len(left(store, kept, "clauses")) == everything


def test_what_quotes_several_decisions_is_found_by_each_of_them(store: Store) -> None:
    def effect(name: str, fields: dict[str, object], kind: str = "respond", team: str = "T1") -> Effect:
        return an_effect(kind, name, fields, None, team, "C1")

    with store.write() as unit:
        unit.enqueue(
            [
                effect("list", {"about": [7, 12]}),
                effect("another", {"about": [7]}),
                effect("preview", {"about": None}),
                effect("plain", {"text": "12"}),
                effect("digest", {"digest": {"by": "U1", "place": "public"}}, "post"),
                effect("export", {}, "document"),
                effect("home", {"view": {}}, "publish"),
                effect("elsewhere", {"about": [12]}, team="T2"),
                an_effect("respond", "own", {"about": [12]}, 12, "T1", "C1"),
            ]
        )
        assert [effect.lane for effect in unit.quoting(12, "T1")] == ["list", "preview", "digest", "export", "home"]


def test_it_is_recorded_who_had_it_forgotten_and_when(store: Store) -> None:
    gone = make(store, "layoffs", thread="1.1")
    with store.write() as unit:
        unit.forget(gone, "U2", "asked for", NOW + 5)
    record = Forgotten("T1", "asked for", NOW + 5, gone, "U2", "C1", "1.1")
    with store.read() as reader:
        assert reader.forgotten(gone, "T1") == reader.forgotten_in_thread("T1", "C1", "1.1") == record
        assert reader.forgotten(gone, "T2") is None
        assert reader.forgotten(gone + 1, "T1") is None
        assert reader.forgotten_in_thread("T1", "C2", "1.1") is None


def test_what_is_not_there_is_not_forgotten(store: Store) -> None:
    with store.write() as unit:
        assert not unit.forget(12, "U1", "asked for", NOW)
        assert unit.forgotten(12, "T1") is None
    gone = make(store, "layoffs")
    with store.write() as unit:
        assert unit.forget(gone, "U1", "asked for", NOW)
        assert not unit.forget(gone, "U1", "asked for", NOW)


def test_a_delivery_that_comes_again_changes_nothing_and_a_number_is_never_used_again(store: Store) -> None:
    gone = make(store, "layoffs")
    with store.write() as unit:
        unit.forget(gone, "U1", "asked for", NOW)
        assert not unit.first_time("message:T1:C1:layoffs", NOW)
    assert make(store, "clauses") > gone


def test_what_is_being_sent_becomes_the_deletion_of_what_it_may_have_sent(store: Store) -> None:
    gone = make(store, "layoffs")
    with store.write() as unit:
        (waiting,) = unit.effects(f"thread:{gone}")
        assert unit.begun(gone) == ()
        unit.claim(waiting.id, "me", NOW + 60)
        (begun,) = unit.begun(gone)
        unit.turn_into(begun.id, Delete(mark="m"))
        unit.forget(gone, "U1", "asked for", NOW)
        (now,) = unit.effects(f"thread:{gone}")
    assert now == replace(begun, item=Delete(mark="m"), name="")
    assert (now.state, now.owner) == ("sending", "me")


def test_a_workspace_goes_in_parts_and_another_stays(store: Store) -> None:
    mine = [make(store, f"mine{n}") for n in range(5)]
    theirs = make(store, "other", team="T2")
    with store.write() as unit:
        up_to = unit.forget_workspace("T1", "app uninstalled", NOW + 1)
    assert up_to == mine[-1]
    later = make(store, "later")
    with store.write() as unit:
        assert unit.erase_some("T1", up_to, NOW - 1, 2) == 2, "nothing in the outbox is that old: two decisions"
    with store.read() as reader:
        assert [decision for decision in mine if reader.decision(decision) is not None] == mine[2:]
        assert reader.log(mine[1]).entries == reader.effects(f"thread:{mine[1]}") == ()
    rounds = 0
    while True:
        with store.write() as unit:
            done = unit.erase_some("T1", up_to, NOW + 1, 2)
        if not done:
            break
        rounds += 1
    assert rounds > 3
    assert all(not left(store, decision, f"mine{n}") for n, decision in enumerate(mine))
    with store.read() as reader:
        assert reader.seen("message:T1:C1:mine0") is None
        assert reader.seen("message:T2:C1:other") == ""
        assert reader.decision(later) is not None, "what was begun since stays"
        assert reader.forgotten(mine[2], "T1") == Forgotten("T1", "app uninstalled", NOW + 1, up_to=up_to)
        assert reader.forgotten(later, "T1") is None
    assert len(left(store, theirs, "other")) == 8


def test_a_clean_file_can_be_cleaned_again_and_everything_kept_is_still_there(store: Store) -> None:
    kept = make(store, "clauses")
    with store.write() as unit:
        unit.forget(make_within(unit), "U1", "asked for", NOW)
    assert store.scrub()
    assert store.scrub()
    assert len(left(store, kept, "clauses")) == 8


def make_within(unit) -> int:  # type: ignore[no-untyped-def]
    return unit.open_decision("T1", "C9", "public", None, "U1", NOW)

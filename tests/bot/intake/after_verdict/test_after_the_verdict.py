"""A verdict is accepted, another way is taken, it is put off; dissent stands beside it."""

from __future__ import annotations

from dataclasses import replace

from tests.helpers.running import words


def buttons(message) -> set[str]:
    return {
        element["action_id"] for block in message.blocks if block["type"] == "actions" for element in block["elements"]
    }


def test_accepting_records_who_and_when_and_takes_the_buttons_away(prompting) -> None:
    team = prompting
    assert {"life.accept", "life.override", "life.defer", "verdict.more"} <= buttons(team.verdict)
    team.bot.press(team.ben, team.verdict, "life.accept")
    assert team.value("accepted") == {"verdict": 1, "owner": team.ben.id}
    assert not {action_id for action_id in buttons(team.verdict) if action_id.startswith("life.")}
    told = words(team.last)
    assert "Accepted" in told
    assert "on 2026-11-23: prompt engineering" in told
    assert "Accepted on 2026-11-23." in words(team.root)
    with team.bot.store.read() as reader:
        summary = reader.summary(1)
    assert (summary.stage, summary.owner, summary.waits_for) == ("accepted", team.ben.id, None)


def test_a_second_accept_says_who_was_first_and_changes_nothing(prompting) -> None:
    team = prompting
    as_ana_still_sees_it = replace(team.verdict)
    team.bot.press(team.ben, team.verdict, "life.accept")
    before = team.bot.log()
    team.bot.press(team.ana, as_ana_still_sees_it, "life.accept")
    assert team.bot.log() == before
    told = team.bot.workspace.ephemerals(team.ana)[-1].text
    assert told == "Ben accepted this already on 2026-11-23; nothing was changed."
    team.bot.say(team.ana, team.root, "accept")
    assert team.bot.log() == before


def test_accepting_a_training_verdict_asks_for_dates_and_budget(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    assert "accepted" not in team.kinds(), "the form comes first"
    team.bot.submit(
        team.ana,
        {
            "l:start": "2026-12-01",
            "l:checkpoints": "15 December, 2027-01-05, 12 Jan 2027",
            "l:budget": "$5k",
            "l:general": "73%",
            "l:owner": team.ben.id,
        },
    )
    assert team.kinds() == ["accepted", "planned"]
    plan = team.value("planned")
    assert (plan["start"], plan["checkpoints"], plan["budget_usd"], plan["general"]) == (
        "2026-12-01",
        ["2026-12-15", "2027-01-05", "2027-01-12"],
        5000,
        0.73,
    )
    limits = {limit["id"]: (limit["limit"], limit["by"]) for limit in plan["limits"]}
    assert limits["target"] == (0.97, "2027-01-12")
    assert limits["budget"] == (5000, "2027-01-12")
    assert limits["contamination"] == (0, "2026-12-01")
    card = words(team.last)
    assert (
        "Training starts on 2026-12-01; checkpoints on 2026-12-15, 2027-01-05, 2027-01-12. Up-front budget: $5,000."
        in card
    )
    assert "spend passes the up-front budget of $5,000" in card
    assert "Training from 2026-12-01 on. Next: data check on 2026-12-01." in words(team.root)
    with team.bot.store.read() as reader:
        summary = reader.summary(1)
    assert (summary.stage, summary.owner, summary.due_on, summary.due_what, summary.upfront_usd) == (
        "training",
        team.ben.id,
        "2026-12-01",
        "data check",
        5000,
    )


def test_the_plan_comes_with_sensible_defaults(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, {})
    plan = team.value("planned")
    assert (plan["start"], plan["checkpoints"]) == ("2026-12-07", ["2026-12-21", "2027-01-04", "2027-01-18"])
    assert plan["budget_usd"] > 0
    assert team.value("accepted")["owner"] == team.ana.id


def test_a_wrong_plan_gets_a_sentence_at_its_field_and_nothing_is_kept(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    view = team.bot.workspace.open_view(team.ana)
    for values, field, said in (
        ({"l:checkpoints": "soon"}, "l:checkpoints", "I could not read that day"),
        ({"l:checkpoints": "2026-11-01"}, "l:checkpoints", "after the day on which training starts"),
        ({"l:checkpoints": "2036-11-01"}, "l:checkpoints", "check the year"),
        ({"l:budget": "plenty"}, "l:budget", "US dollars"),
        ({"l:general": "great"}, "l:general", "a score such as 86% or 0.86"),
    ):
        answer = team.bot.workspace.submit(team.ana, view, values).wait(5)
        assert said in answer.response["errors"][field], values
    assert team.kinds() == []


def test_typed_words_accept_with_the_defaults(team) -> None:
    team.bot.say(team.ana, team.root, "accept")
    assert team.kinds() == ["accepted", "planned"]
    assert "life.plan" in buttons(team.last)


def test_another_way_keeps_the_reason_and_the_method(team) -> None:
    team.bot.press(team.ben, team.verdict, "life.override")
    team.bot.submit(team.ben, {"l:method": "rag", "l:reason": "the facts change <!channel> daily"})
    assert team.value("overrode") == {"verdict": 1, "method": "rag", "owner": team.ben.id}
    told = words(team.last)
    assert "retrieval (RAG) instead of supervised fine-tuning" in told
    assert "the facts change <!channel> daily" in told
    assert "<!channel>" not in team.last.text


def test_another_way_that_trains_is_given_abort_criteria_too(prompting) -> None:
    team = prompting
    team.bot.say(team.ben, team.root, "another way: fine-tuning because the boss wants it")
    assert team.kinds() == ["overrode", "planned"]
    assert {"target", "budget", "general-ability"} <= {limit["id"] for limit in team.value("planned")["limits"]}
    assert "life.numbers" in buttons(team.last)


def test_not_now_says_when_it_is_asked_again(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.defer")
    assert team.kinds() == ["deferred"]
    assert "I ask again on" in words(team.last)
    assert {"life.accept", "life.override"} <= buttons(team.last)


def test_not_now_may_have_a_reason(team) -> None:
    team.bot.say(team.ana, team.root, "not now: nobody has time before spring")
    assert "Why: nobody has time before spring" in words(team.last)


def test_a_dissent_stands_with_the_decision(prompting) -> None:
    team = prompting
    team.bot.press(team.ben, team.verdict, "Dissent")
    team.bot.submit(team.ben, {"l:reason": "the test set is too easy"})
    assert "the test set is too easy" in words(team.last)
    team.bot.press(team.ana, team.verdict, "life.accept")
    assert "the test set is too easy" in words(team.last), "the card of the decision shows it"
    team.bot.say(team.ana, team.root, "I disagree with Ben about lunch")
    assert team.kinds() == ["dissented", "accepted"], "talk is no dissent"


def test_the_owner_can_be_changed(prompting) -> None:
    team = prompting
    team.bot.press(team.ana, team.verdict, "life.accept")
    card = team.last
    assert team.bot.workspace.select(team.ana, card, "life.owner", team.ben).wait(5).acked
    team.bot.settle()
    assert team.value("owned") == {"owner": team.ben.id}
    with team.bot.store.read() as reader:
        assert reader.summary(1).owner == team.ben.id


def test_a_new_verdict_has_to_be_decided_on_again(team) -> None:
    team.bot.say(team.ana, team.root, "accept")
    team.bot.say(team.ana, team.root, "change labelling to unchecked")
    assert team.bot.log()[-1][0] == "concluded"
    assert "life.accept" in buttons(team.verdict)


def test_a_click_counts_once_however_often_it_is_delivered(prompting) -> None:
    team = prompting
    team.bot.workspace.faults.duplicate()
    team.bot.press(team.ben, team.verdict, "life.accept")
    assert team.kinds().count("accepted") == 1

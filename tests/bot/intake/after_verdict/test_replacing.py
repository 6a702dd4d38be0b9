"""A decision is replaced: the new one leads back to it, and it is replaced once."""

from __future__ import annotations


def order(team, channel, text: str) -> None:
    assert team.bot.workspace.command(team.ana, channel, text).wait(5).acked


def test_the_new_decision_links_to_the_one_it_replaces(prompting) -> None:
    team = prompting
    order(team, team.channel, "replace 1 clauses in German")
    team.bot.settle()
    new = team.bot.workspace.messages(team.channel)[-1]
    told = team.bot.finds(new, "This replaces")
    [link] = [
        part
        for block in told.blocks
        for element in block["elements"]
        for part in element["elements"]
        if part["type"] == "link"
    ]
    assert link["text"] == "decision 1"
    assert f"/archives/{team.channel.id}/p{team.root.ts.replace('.', '')}" in link["url"]
    assert "Replaced by decision 2" in team.bot.finds(team.root, "Replaced by").text


def test_of_two_who_replace_it_at_once_the_second_is_told(prompting) -> None:
    team = prompting
    other = team.bot.workspace.channel("other", [team.ana])
    deliveries = [
        team.bot.workspace.command(team.ana, channel, "replace 1 clauses in German")
        for channel in (team.channel, other)
    ]
    assert all(delivery.wait(5).acked for delivery in deliveries)
    team.bot.settle()
    told = sorted(message.text for message in team.bot.workspace.ephemerals(team.ana))
    assert told[0] == "Decision 1 was replaced already, by decision 2."
    assert "The new decision begins in this channel." in told[1]
    assert len(team.bot.workspace.messages(team.channel) + team.bot.workspace.messages(other)) == 2

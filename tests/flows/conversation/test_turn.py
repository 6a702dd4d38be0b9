"""A conversation, turn by turn: what is appended and what is shown."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.conversation import shows
from flows.conversation.turn import Turn, begin, turn
from flows.language.intent import Said
from flows.log.history import fold
from flows.log.log import Log
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples
from tests.helpers.support import NOVEMBER

TO_TRAINING = (
    "scored",
    "behavior",
    "1500 checked examples",
    "all",
    "rarely",
    "recurring",
    "yes",
    "it fails",
    "it does not",
    "100 test items",
    "yes",
    "quality",
    "gpt-5.4",
    "1M requests a month, 500 in 200 out",
    "yes",
    "anywhere",
)


class Talk:
    """A conversation with a log, as a front end keeps it."""

    def __init__(self, facts: Catalogue, *lines: str) -> None:
        self.scene = Scene(Log(), NOVEMBER, facts)
        self.shown: Sequence[shows.Show] = begin(self.scene).shows
        for line in lines:
            self.say(line)

    def say(self, text: str) -> Sequence[shows.Show]:
        taken = turn(self.scene, Said(text, "ana"))
        self.scene = self.scene.after(*taken.entries)
        self.shown = taken.shows
        return taken.shows

    @property
    def log(self) -> Log:
        return self.scene.log

    def kinds(self) -> list[str]:
        return [type(show).__name__ for show in self.shown]

    def open(self) -> str | None:
        return next((show.question.id for show in self.shown if isinstance(show, shows.AskQuestion)), None)


def test_it_begins_with_the_first_question(facts: Catalogue) -> None:
    talk = Talk(facts)
    assert (talk.kinds(), talk.open()) == (["AskQuestion"], "prompting")


def test_an_answer_is_noted_with_its_author_and_words_and_the_next_question_comes(facts: Catalogue) -> None:
    talk = Talk(facts, "Tried and scored")
    assert talk.kinds() == ["Recorded", "AskQuestion"]
    assert talk.open() == "gap"
    assert talk.log == Log((an_entry("answered", "prompting", "scored", "Tried and scored", "ana", None),))


def test_one_message_may_answer_several_questions(facts: Catalogue) -> None:
    talk = Talk(facts, "1M requests a month on gpt-5.4, 500 in 200 out")
    assert {entry.about for entry in talk.log} == {"requests_per_month", "model", "input_tokens", "output_tokens"}
    assert talk.open() == "prompting"


def test_an_answer_with_more_in_it_than_was_asked_is_read_whole(facts: Catalogue) -> None:
    talk = Talk(facts, "scored", "behavior", "1500 checked examples")
    assert fold(talk.log).get("labels") == "checked"


def test_what_cannot_be_read_loses_nothing_and_asks_again(facts: Catalogue) -> None:
    talk = Talk(facts, "scored", "hmm, let me see")
    assert talk.kinds() == ["Refuse", "AskQuestion"]
    assert talk.open() == "gap"
    assert len(talk.log) == 1


def test_the_verdict_comes_as_soon_as_it_is_settled_and_more_is_offered(facts: Catalogue) -> None:
    talk = Talk(facts, "none", "behavior")
    assert talk.kinds() == ["Recorded", "ShowVerdict", "OfferMore"]
    verdict = talk.shown[1]
    assert isinstance(verdict, shows.ShowVerdict)
    assert verdict.reply.verdict == "prompt_engineering"


def test_the_whole_way_to_a_training_verdict(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING)
    verdict = next(show for show in talk.shown if isinstance(show, shows.ShowVerdict))
    assert verdict.reply.verdict == "sft"
    assert verdict.before is None


def test_going_on_asks_the_rest_then_gives_the_full_verdict(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING, "go on")
    assert talk.open() == "use_case"
    for _ in range(40):
        if talk.open() is None:
            break
        talk.say("not sure")
    assert talk.kinds()[-2:] == ["ShowVerdict", "AllAsked"]
    assert talk.say("go on")
    assert "AllAsked" in talk.kinds()


def test_a_use_case_in_words_is_kept_whole_and_read_for_more(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING, "go on", "clause extraction on gpt-5.4")
    assert fold(talk.log).get("use_case") == "clause extraction on gpt-5.4"
    assert fold(talk.log).get("model") == "gpt-5.4"


def test_back_takes_the_last_answer_back_and_asks_it_again(facts: Catalogue) -> None:
    talk = Talk(facts, "scored", "behavior", "back")
    assert talk.kinds() == ["TookBack", "AskQuestion"]
    assert talk.open() == "gap"
    assert talk.log[-1].kind == "withdrawn"
    talk.say("back")
    assert talk.open() == "prompting"
    assert [type(show).__name__ for show in talk.say("back")] == ["Refuse", "AskQuestion"]


def test_changing_an_answer_after_the_verdict_gives_a_new_one_that_names_the_old(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING, "change labels to unchecked")
    verdict = next(show for show in talk.shown if isinstance(show, shows.ShowVerdict))
    assert verdict.before is not None
    assert (verdict.before.verdict, verdict.reply.verdict) == ("sft", "not_ready")
    took = talk.shown[0]
    assert isinstance(took, shows.Recorded)
    assert took.answers[0].before == "checked"


@pytest.mark.parametrize(
    "text", ["change volume to 2M", "set the volume to 2,000,000", "please change requests per month to 2 million"]
)
def test_a_question_can_be_changed_by_the_names_people_use(facts: Catalogue, text: str) -> None:
    assert fold(Talk(facts, text).log).get("requests_per_month") == 2_000_000


def test_an_answer_can_be_changed_to_not_sure(facts: Catalogue) -> None:
    talk = Talk(facts, "scored", "change prompting to not sure")
    assert fold(talk.log).get("prompting") is None
    assert fold(talk.log).asked("prompting")


def test_what_if_shows_the_difference_and_changes_nothing(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING)
    before = talk.log
    (shown,) = talk.say("what if labels is unchecked and volume is 2M?")
    assert isinstance(shown, shows.Difference)
    assert (shown.now.verdict, shown.then.verdict) == ("sft", "not_ready")
    assert [change.question.id for change in shown.changes] == ["labels", "requests_per_month"]
    assert talk.log == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what if volume is enormous", "please give a number"),
        ("what if the moon is full", 'I do not know "the moon"'),
        ("what if", 'Say it as "what if volume is 2M".'),
        ("What if ?", "Say it as"),
        ("change", 'Say it as "change volume to 2M".'),
        ("change volume", 'Say it as "change volume to 2M".'),
        ("set volume to", "Say it as"),
        ("change foo to 3", 'I do not know "foo"'),
        ("change foo", 'I do not know "foo"'),
        ("what if everything changes", "Say it as"),
        ("change volume to a lot", "please give a number"),
    ],
)
def test_what_cannot_be_tried_is_said(facts: Catalogue, text: str, said: str) -> None:
    refused = Talk(facts).say(text)[0]
    assert isinstance(refused, shows.Refuse)
    assert said in refused.sentence


@pytest.mark.parametrize("lines", [(), ("scored",), ("scored", "behavior"), TO_TRAINING])
@pytest.mark.parametrize("text", ["what if", "what if ?", "change", "change volume", "change foo to 3"])
def test_half_a_command_gets_its_form_at_any_time(facts: Catalogue, lines: tuple[str, ...], text: str) -> None:
    talk = Talk(facts, *lines)
    before = talk.log
    (refused,) = talk.say(text)
    assert isinstance(refused, shows.Refuse)
    assert "Say it as" in refused.sentence or 'I do not know "foo"' in refused.sentence
    assert talk.log == before


@pytest.mark.parametrize(
    ("text", "id_", "value"),
    [
        ("set gap to safety", "gap", "safety"),
        ("change reason to costs", "reason", "cost"),
        ("change horizon to 1 year", "horizon_months", 12),
        ("change volume from 1M to 2M", "requests_per_month", 2_000_000),
        ("set volume = 2M", "requests_per_month", 2_000_000),
    ],
)
def test_an_answer_can_be_set(facts: Catalogue, text: str, id_: str, value: object) -> None:
    assert fold(Talk(facts, text).log).values == {id_: value}


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (
            ("scored", "format drifts, 1500 checked examples, 100 test items"),
            {"prompting": "scored", "gap": "behavior", "examples": 1500, "labels": "checked", "test_items": 100},
        ),
        (
            (*TO_TRAINING[:6], "yes, Anna, upkeep $2k a month"),
            {
                "prompting": "scored",
                "gap": "behavior",
                "examples": 1500,
                "labels": "checked",
                "real_share": 1,
                "requirements_change": "rarely",
                "recurrence": "recurring",
                "upkeep_owner": True,
                "upkeep_usd": 2000,
            },
        ),
        (
            ("scored", "behavior", "2000, 100 test items"),
            {"prompting": "scored", "gap": "behavior", "examples": 2000, "test_items": 100},
        ),
        (("scored", "GPT-4 checked 500 examples"), {"prompting": "scored", "examples": 500}),
    ],
)
def test_the_open_question_and_further_facts_are_read_from_one_message(
    facts: Catalogue, lines: tuple[str, ...], values: dict[str, object]
) -> None:
    assert fold(Talk(facts, *lines).log).values == values


def test_an_amount_for_the_open_question_is_no_other_amount(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING, "go on")
    for _ in range(60):
        if talk.open() in ("upkeep_usd", None):
            break
        talk.say("not sure")
    assert talk.open() == "upkeep_usd"
    talk.say("$2k a month")
    assert fold(talk.log).get("upkeep_usd") == 2000
    assert fold(talk.log).get("monthly_spend_usd") is None


@pytest.mark.parametrize("word", ["costs", "cost"])
def test_a_bare_word_can_be_an_answer(facts: Catalogue, word: str) -> None:
    talk = Talk(facts, *TO_TRAINING[: TO_TRAINING.index("quality")])
    assert talk.open() == "reason"
    talk.say(word)
    assert fold(talk.log).get("reason") == "cost"


@pytest.mark.parametrize("word", ["costs", "more", "full costs", "go"])
def test_a_bare_word_is_no_command(facts: Catalogue, word: str) -> None:
    (shown,) = Talk(facts, "none", "behavior").say(word)
    assert isinstance(shown, shows.Refuse)


@pytest.mark.parametrize("text", ["scored \ud800", "\udfff", "?\ud800", "500 examples \ud800"])
def test_what_cannot_be_stored_is_refused(facts: Catalogue, text: str) -> None:
    talk = Talk(facts)
    assert [type(show).__name__ for show in talk.say(text)] == ["Refuse"]
    assert talk.log == Log()


def test_what_if_reads_plain_words_too(facts: Catalogue) -> None:
    (shown,) = Talk(facts, *TO_TRAINING).say("what if 2M requests a month")
    assert isinstance(shown, shows.Difference)


def test_not_sure_leaves_a_question_open_and_goes_on(facts: Catalogue) -> None:
    talk = Talk(facts, "not sure")
    assert talk.log[0].kind == "unsure"
    assert talk.open() == "gap"


def test_why_status_help_verdict_restart(facts: Catalogue) -> None:
    talk = Talk(facts, "scored")
    (why,) = talk.say("why?")
    assert isinstance(why, shows.Explain)
    assert why.question.id == "gap"
    state = talk.say("status")[0]
    assert isinstance(state, shows.WhereItStands)
    assert [taken.question.id for taken in state.given] == ["prompting"]
    assert isinstance(talk.say("help")[0], shows.Help)
    assert [type(show).__name__ for show in talk.say("verdict")] == ["ShowVerdict", "AskQuestion"]
    assert [type(show).__name__ for show in talk.say("restart")] == ["ShowRestart", "AskQuestion"]
    assert fold(talk.log).values == {}
    assert [type(show).__name__ for show in talk.say("")] == ["AskQuestion"]


def test_why_after_the_verdict_shows_the_verdict(facts: Catalogue) -> None:
    assert [type(show).__name__ for show in Talk(facts, "none", "behavior").say("why")] == ["ShowVerdict"]


def test_talk_after_the_verdict_that_is_no_answer_is_answered_kindly(facts: Catalogue) -> None:
    (shown,) = Talk(facts, "none", "behavior").say("thanks, that helps")
    assert isinstance(shown, shows.Refuse)


def test_taking_up_again_shows_what_stands(facts: Catalogue) -> None:
    talk = Talk(facts, "scored")
    again = begin(talk.scene)
    assert [type(show).__name__ for show in again.shows] == ["WhereItStands", "AskQuestion"]


@settings(max_examples=examples(80))
@given(
    st.lists(
        st.text(max_size=60) | st.sampled_from([*TO_TRAINING, "back", "go on", "restart", "what if ", "change x to y"]),
        max_size=5,
    )
)
def test_nothing_that_can_be_typed_raises(facts: Catalogue, lines: list[str]) -> None:
    scene = Scene(Log(), NOVEMBER, facts)
    for line in lines:
        taken: Turn = turn(scene, Said(line))
        assert taken.shows
        scene = scene.after(*taken.entries)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("model is gpt-4", "gpt-4 at OpenAI: gone since 2026-10-23; its provider names gpt-5.6-sol to follow"),
        ("model is gpt-4o on azure", "gpt-4o at Azure: ends on 2027-04-14; its provider names gpt-5.1 to follow"),
        ("model is our own llama 70b", "llama-3.3-70b on your own GPUs costs GPU hours, not tokens"),
        ("model is gemini-flash-latest", '"gemini-flash-latest" moves to another model without notice'),
        (
            "model is haiku",
            '"haiku" can be claude-haiku-5-5, claude-haiku-4-5 or claude-3-5-haiku: say "change model to',
        ),
        (
            "model is gpt-4o-minni",
            'No model is known here as "gpt-4o-minni", so what it costs is not either: give the bill.',
        ),
        ("model is gpt-4o-minni", 'Did you mean "gpt-4o-mini"?'),
        ("model is our tuned 4o mini on azure", "gpt-4o-mini, tuned, at Azure: ends on 2027-10-01."),
        ("model is llama 3.3 70b on azure", "its price there is not known, that of openrouter stands in"),
    ],
)
def test_what_to_know_of_a_model_is_said_at_once(facts: Catalogue, typed: str, told: str) -> None:
    talk = Talk(facts, f"change {typed.replace(' is ', ' to ', 1)}")
    (remark,) = [show for show in talk.shown if isinstance(show, shows.Remark)]
    assert told in remark.sentence


def test_a_model_without_news_gets_no_remark(facts: Catalogue) -> None:
    assert "Remark" not in Talk(facts, "change model to gpt-5.4").kinds()


def test_a_name_that_means_several_is_asked_for_again_until_it_is_one(facts: Catalogue) -> None:
    talk = Talk(facts, *TO_TRAINING, "go on", "change model to gemini flash")
    while talk.open() not in ("model", None):
        talk.say("not sure")
    (asked,) = [show.question for show in talk.shown if isinstance(show, shows.AskQuestion)]
    assert asked.ask.startswith('"gemini flash" can be gemini-3.8-flash, gemini-3.5-flash or gemini-2.5-flash.')
    assert "Remark" not in talk.kinds(), "the question says it"
    assert isinstance(talk.say("9")[0], shows.Refuse), "there are three"
    assert talk.scene.answers.get("model") == "gemini flash"
    talk.say("2")
    assert talk.scene.answers.get("model") == "gemini-3.5-flash"
    assert talk.open() != "model"


def test_a_name_that_means_several_is_no_price(facts: Catalogue) -> None:
    talk = Talk(
        facts, "change model to haiku", "change volume to 1M", "change tokens in to 500", "change tokens out to 200"
    )
    reply = talk.scene.reply
    today = reply.option("status_quo")
    assert today is not None
    assert today.monthly_usd is None
    assert any(
        sentence.startswith('"haiku" can be') and sentence.endswith("Until you say, what you pay today is not known.")
        for sentence in reply.unknowns
    )


def test_what_if_with_a_name_that_means_several_says_so(facts: Catalogue) -> None:
    talk = Talk(facts, "what if model is haiku")
    assert talk.kinds() == ["Difference", "Remark"]
    assert Talk(facts, "what if model is gpt-5.4").kinds() == ["Difference"]


def test_what_is_chosen_keeps_what_was_said_beside_it(facts: Catalogue) -> None:
    for typed, chosen in (
        ("claude on bedrock", "claude-sonnet-5-5 on bedrock"),
        ("our own model", "self-hosted llama-3.3-70b"),
        ("our fine-tuned 4o mini", "gpt-4o-mini tuned at azure"),
    ):
        talk = Talk(facts, *TO_TRAINING, "go on", f"change model to {typed}")
        while talk.open() not in ("model", None):
            talk.say("not sure")
        talk.say("1")
        assert talk.scene.answers.get("model") == chosen

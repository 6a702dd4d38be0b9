"""What the rules may ask about a team's answers: each statement is true, false or unknown.

Some statements follow from other answers; each such inference stands here with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from flows.costs import Assessment
from flows.questions.answers import Answers
from flows.thresholds import Thresholds, examples_floor, examples_floors
from flows.truth import FALSE, TRUE, Truth, known, unknown

CLOSED_MODELS = ("gpt", "claude", "gemini")
OPEN_WEIGHTS = ("llama", "qwen", "gemma", "mistral", "mixtral", "deepseek", "gpt-oss", "phi", "nemotron", "glm", "kimi")


@dataclass(frozen=True)
class Case:
    """Answers with the thresholds that apply, and what money and routes say.

    pays_back     method -> whether some route for it that the team may take pays back inside its horizon
    hosted_open   method -> whether a hosted route for it is open to the team on the day
    successor_unscored   today's model ends before training could be live for a while, and what follows it was not scored
    may_not_stay  today's model is served by a provider, and the data may not leave
    one_passes    an untuned model that was scored by its name passes, and can be moved to
    one_scored    an untuned model beside today's was scored by its name, whatever came of it
    has_the_strongest   today's model is the strongest of its provider
    is_worth_it   method -> whether one more right answer is worth its price, and the team's odds those that it takes;
                  unknown names the answers that it takes
    """

    answers: Answers
    thresholds: Thresholds
    pays_back: Callable[[str], Truth]
    hosted_open: Callable[[str], bool]
    is_worth_it: Callable[[str], Truth] = lambda _method: unknown()
    successor_unscored: Truth = FALSE
    one_passes: bool = False
    one_scored: bool = False
    has_the_strongest: bool = False
    may_not_stay: bool = False

    @classmethod
    def of(cls, assessment: Assessment) -> Case:
        """A case with what its answers, the day and the catalogue say of money and routes."""
        return cls(
            assessment.answers,
            assessment.thresholds,
            assessment.pays_back,
            assessment.hosted_open,
            assessment.is_worth_it,
            assessment.successor_unscored,
            assessment.passing is not None,
            assessment.scored_another,
            assessment.has_the_strongest,
            assessment.may_not_stay,
        )

    def pays(self, *methods: str) -> Truth:
        """Whether some route for one of the methods pays back; asked only where cost is the reason to train."""
        answer = FALSE
        for method in methods:
            paid = self.pays_back(method)
            if paid.value is True:
                return paid
            if paid.value is None and answer.value is False:
                answer = paid
        return answer

    # --- plain answers ---

    def is_(self, id_: str, *values: str) -> Truth:
        """The answer is one of these values."""
        value = self.answers.get(id_)
        return unknown(id_) if value is None else known(value in values)

    def yes(self, id_: str) -> Truth:
        """The answer is yes."""
        value = self.answers.get(id_)
        return unknown(id_) if value is None else known(value is True)

    def at_least(self, id_: str, least: Decimal | int) -> Truth:
        """The number is known and large enough."""
        value = self.answers.number(id_)
        return unknown(id_) if value is None else known(value >= least)

    def said(self, id_: str) -> Truth:
        """Anything was said at all."""
        return unknown(id_) if self.answers.get(id_) is None else TRUE

    # --- the gap ---

    def gap(self, *values: str) -> Truth:
        """The gap is one of these.

        Two gaps count as behaviour: a safety filter that is the product, and an input that even the
        strongest model which takes it reads badly.
        """
        gap = self.answers.get("gap")
        if "behavior" in values and gap == "safety":
            return self.filter_is_the_product()
        if "behavior" in values and gap == "modality":
            return self.is_("strongest_model", "does_not")
        return self.is_("gap", *values)

    def filter_is_the_product(self) -> Truth:
        """The work is to find unsafe or private content, not to keep a model from making it."""
        return self.is_("task", "moderation", "classification", "extraction")

    def trainable_gap(self) -> Truth:
        """A gap that supervised training can close: behaviour, or cost, speed and residency."""
        return self.gap("behavior", "none")

    def trains(self) -> Truth:
        """A gap that training of some kind can close, reinforcement among them."""
        return self.trainable_gap() | self.gap("reasoning")

    def untuned_passes(self) -> Truth:
        """A smaller or newer untuned model passes: said at all, or of one by its name."""
        return TRUE if self.one_passes else self.is_("smaller_model", "passes")

    def fast_enough(self) -> Truth:
        """Today's model already answers as fast as it has to."""
        now, needed = self.answers.number("latency_now_ms"), self.answers.number("latency_needed_ms")
        if needed is None:
            return unknown("latency_needed_ms")
        if now is None:
            return unknown("latency_now_ms")
        return known(now <= needed)

    def smaller_tried(self) -> Truth:
        """A smaller or newer untuned model was scored, whatever came of it: said at all, or of one by its name."""
        return TRUE if self.one_scored else self.is_("smaller_model", "passes", "fails")

    def strongest_tried(self) -> Truth:
        """The strongest untuned model was scored. Who is served by a provider's strongest has tried it."""
        return TRUE if self.has_the_strongest else self.is_("strongest_model", "fixes_it", "does_not")

    # --- prompting and measurement ---

    def prompting_unscored(self) -> Truth:
        """Prompting is known not to have been scored, or nobody hints that it was.

        A measured baseline is a prompt's score, so where nothing else was said it leaves the question open instead.
        """
        if self.answers.get("prompting") is None and self.answers.asked("prompting"):
            if not self.answers.asked("baseline_measured"):
                return unknown("baseline_measured")
            return known(self.answers.get("baseline_measured") is not True)
        return ~self.is_("prompting", "scored")

    def test_set(self) -> Truth:
        """There is a test set of items that did not come from the training process."""
        return self.at_least("test_items", self.thresholds.test_items) & self.yes("test_independent")

    @property
    def examples_floor(self) -> int:
        """The fewest labelled examples worth training on for this task."""
        return examples_floor(self.answers.text("task"), self.thresholds, self.answers.text("use_case"))

    def prompting_begun(self) -> Truth:
        """Not known to be untouched: who has not tried a prompt yet is sent there before anywhere else."""
        return known(self.answers.get("prompting") != "none")

    def measured(self) -> Truth:
        """A baseline has been scored on enough test items."""
        return self.yes("baseline_measured") & self.at_least("test_items", self.thresholds.test_items)

    # --- data ---

    def labels_usable(self) -> Truth:
        """Somebody checked labels."""
        return self.is_("labels", "checked", "mixed")

    def enough_examples(self) -> Truth:
        """The count reaches the floor of the task. A teacher can answer more inputs at will."""
        if self.answers.get("teacher_outputs") is True and self.answers.get("gap") == "none":
            return TRUE
        if self._floor_depends_on_task():
            return unknown("task")
        return self.at_least("examples", self.examples_floor)

    def _floor_depends_on_task(self) -> bool:
        """The task is not known, and the count is enough for some tasks only."""
        count = self.answers.number("examples")
        if count is None or self.answers.get("task") is not None:
            return False
        return len({count >= floor for floor in examples_floors(self.thresholds)}) > 1

    def invented_inputs(self) -> Truth:
        """Hardly any input comes from real traffic, and the test set is not said to come from elsewhere."""
        share = self.answers.number("real_share")
        if share is None:
            return unknown("real_share")
        if share < self.thresholds.invented_below and not self.answers.asked("test_independent"):
            return unknown("test_independent")
        return known(share < self.thresholds.invented_below and self.answers.get("test_independent") is not True)

    # --- stability and upkeep ---

    def unstable(self) -> Truth:
        """Behaviour changes faster than a retrain, which takes weeks."""
        return known(self.answers.get("requirements_change") in ("monthly", "weekly"))

    def nobody_keeps_it(self) -> Truth:
        """It was said that nobody keeps a tuned model alive."""
        return ~self.yes("upkeep_owner")

    # --- reinforcement fine-tuning ---

    def sometimes_right(self) -> Truth:
        """Today's model is sometimes right: a score above zero shows it, else what was said."""
        baseline = self.answers.number("baseline")
        if baseline is not None:
            return known(baseline > 0)
        said = self.yes("sometimes_right")
        if said.value is not None or self.answers.get("baseline_measured") is False:
            return said
        return unknown("sometimes_right", "baseline_measured", "baseline")

    def never_right(self) -> Truth:
        """Today's model is never right, as far as anybody knows; who measured a baseline of nobody knows what leaves it open."""
        right = self.sometimes_right()
        hinted = self.answers.get("baseline_measured") is True and self.answers.asked("sometimes_right")
        return FALSE if right.value is None and hinted and self.answers.asked("baseline") else ~right

    def stronger_left_to_try(self) -> Truth:
        """The strongest model fixes it, or was not tried.

        Where it was not said, prompted models scored by an objective grader on enough items leave it open instead:
        somebody who measured that much is not known to have left it out.
        """
        if self.answers.get("strongest_model") is None and self.has_the_strongest:
            return FALSE
        left = self.is_("strongest_model", "fixes_it", "not_tried")
        graded = self.is_("gradeable", "code", "rubric")
        if left.value is None and self.answers.asked("strongest_model") and (self.measured() & graded).value is True:
            return FALSE
        return left

    # --- cost and place ---

    def data_stays(self) -> Truth:
        """The data may not leave; residency as the reason says so where nothing else does."""
        may = self.yes("data_may_leave")
        if may.value is None:
            return TRUE if self.answers.get("reason") == "residency" else unknown("data_may_leave")
        return ~may

    def people_wrote_labels(self) -> Truth:
        """People, not the teacher, wrote the labels.

        Said outright, or: somebody checked labels while today's model is a closed one, whose
        outputs its provider's terms seldom let you train another vendor's model on.
        """
        teacher = self.yes("teacher_outputs")
        if teacher.value is not None:
            return ~teacher
        model = (self.answers.text("model") or "").lower()
        closed = any(name in model for name in CLOSED_MODELS) and not any(name in model for name in OPEN_WEIGHTS)
        return TRUE if closed and self.answers.get("labels") in ("checked", "mixed") else unknown("teacher_outputs")

"""Three values: true, false, unknown with the questions that would settle it."""

from flows.truth import FALSE, TRUE, known, unknown


def test_tables() -> None:
    maybe = unknown("a")
    assert (TRUE & TRUE, TRUE & FALSE, FALSE & maybe, maybe & FALSE) == (TRUE, FALSE, FALSE, FALSE)
    assert (TRUE & maybe, maybe & TRUE, maybe & unknown("b")) == (maybe, maybe, maybe)
    assert (TRUE | maybe, maybe | TRUE, FALSE | maybe, maybe | FALSE, FALSE | FALSE) == (
        TRUE,
        TRUE,
        maybe,
        maybe,
        FALSE,
    )
    assert (maybe | unknown("b", "a")).asks == ("a", "b")
    assert (~TRUE, ~FALSE, ~maybe) == (FALSE, TRUE, maybe)
    assert known(1 > 0) is TRUE

"""The roomiest version that fits, and words alone that are kept whole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.block_kit.fit import roomiest, text_alone


def test_the_first_version_that_fits_is_taken_and_no_later_one_is_made() -> None:
    sizes: list[int] = []

    def versions() -> Iterator[int]:
        for size in (30, 20, 10):
            sizes.append(size)
            yield size

    assert roomiest(versions(), lambda size: size <= 20) == 20
    assert sizes == [30, 20]


def test_the_last_version_is_taken_where_none_fits() -> None:
    assert roomiest((30, 20, 10), lambda size: size <= 5) == 10


def test_a_part_that_has_no_room_is_left_out_whole_and_a_shorter_one_after_it_kept() -> None:
    assert text_alone(("<head>", "x" * 20, "end"), 20) == "&lt;head&gt;\nend"
    assert text_alone(("one.", "two."), 20, between=" ") == "one. two."

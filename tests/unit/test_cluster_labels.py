from __future__ import annotations

from collections import Counter

from pipeline.cluster.labels import keywords, label, phrase_counts, stop_words

STOPS = stop_words()


def test_phrases_stay_within_a_run_and_do_not_begin_or_end_with_a_stop_word() -> None:
    counts = phrase_counts([("late most mornings", "damp"), ("the damp and mould", "damp")], STOPS)
    assert counts["damp"] == 2
    assert counts["damp and mould"] == 1
    assert not {"the damp", "mornings damp", "most mornings", "damp and"} & set(counts)


def test_abbreviations_keep_their_capitals_and_headings_do_not() -> None:
    assert {"DV", "attendance"} <= set(phrase_counts([("DV", "ATTENDANCE")], STOPS))


def test_keywords_are_telling_and_carry_no_names() -> None:
    attendance = [("late again",), ("late most mornings",), ("Zebedee truants",), ("Zebedee worried",)]
    housing = [("damp walls",), ("damp and mould",), ("landlord in Zedborough",), ("school worried",)]
    counts = [phrase_counts(one, STOPS) for one in (attendance, housing)]
    terms = [frozenset({"late", "truants"}), frozenset({"mould", "landlord", "damp"})]
    plain = frozenset({"late", "walls", "worried", "mornings", "and"})
    first, second = keywords(counts, [4, 4], terms, known=terms[0] | terms[1], plain=plain)
    assert first[0] == "late" and "truants" in first
    assert second[0] == "damp" and {"landlord", "mould"} <= set(second)
    assert not {"zebedee", "zedborough", "walls"} & {*first, *second}


def test_labels_speak_the_words_of_the_framework_and_of_the_statements() -> None:
    counts = Counter({"late": 4, "absence": 3, "whole days": 2, "gate": 1, "DV": 2, "school": 5})
    terms = frozenset({"late", "whole", "days", "dv", "gate"})
    phrases = ["school", "late", "attendance", "gate", "whole days"]
    assert label("Poor attendance", phrases, counts, 10, terms) == "Poor attendance: late, whole days"
    assert label("Poor attendance", phrases, counts, 30, terms) == "Poor attendance: late"
    assert label("Severe absence", ["absence"], counts, 10, frozenset({"absence"})) == "Severe absence"
    assert label("Victim of abuse", ["DV"], counts, 10, terms) == "Victim of abuse: DV"
    assert label(None, ["late"], counts, 10) == "Outside the framework: late"
    assert label(None, ["gate"], counts, 10) == "Outside the framework"

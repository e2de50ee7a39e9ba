"""Every cell of the register uses the agreed words, units and forms."""

import math
import re


def words(text, separator=None):
    return set(text.split(separator))


TOPICS = words(
    "collagen cells vessels geometry mechanics turnover activity_load adaptation unloading fatigue "
    "overload_risk rehab_trial long_term structure_vs_symptoms massage_reflex massage_tissue "
    "massage_pain massage_trial pain_physiology eeg psychological animal"
)
UNITS = words(
    "%|points|mm|SMD|count|N|N/mm|BW|BW/s|mm2|GPa|ug/L|mV|r|kPa|% of UTS|mL/min|ratio|OR|RR|HR|s|"
    "ICC|m/s|MPa|d|h|y|wk|percentage points|fraction|deg|nuclei/mm2|N/kg|Nm|%/h|cm3|degC|cm/s|"
    "fold|um|mmol/L|per 1000|J|Hz",
    "|",
)
TIMES_IN_WORDS = words(
    "before|after|during|onset|peak|control|session|single session|per point|course of sessions|"
    "short term|long term|short and long term|all times|before 1|before 2|during 1|during 2|"
    "after 1|after 2",
    "|",
)
NUMBER = r"\d+(?:\.\d+)?"
TIME = re.compile(rf"{NUMBER}(?:(?:,| and| to) ?{NUMBER})* (?:min|h|d|wk|mo|y)(?: or more)?")
STUDY_TYPES = words(
    "RCT meta-analysis cohort case-control lab animal editorial review guideline model"
)


def is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def offenders(rows, is_bad, key="id"):
    return [row[key] for row in rows if is_bad(row)]


def test_value_ids_tell_their_part_of_the_register(value_rows):
    assert not offenders(
        value_rows, lambda v: not re.fullmatch(r"(?:[SLM]\d{3}|U\d{2})[a-z]?", v["id"])
    )


def test_topics_units_and_measures_come_from_the_agreed_words(value_rows):
    assert not offenders(value_rows, lambda v: v["topic"] not in TOPICS)
    assert not offenders(value_rows, lambda v: not re.fullmatch(r"[a-z][a-z0-9_]*", v["measure"]))
    assert not offenders(
        value_rows, lambda v: (v["value"] or v["spread"]) and v["unit"] not in UNITS
    )


def test_every_row_says_something_and_never_both_number_and_direction(value_rows):
    assert not offenders(value_rows, lambda v: not (v["value"] or v["direction"] or v["spread"]))
    assert not offenders(value_rows, lambda v: (v["value"] or v["spread"]) and v["direction"])


def test_values_and_counts_are_numbers(value_rows):
    assert not offenders(value_rows, lambda v: v["value"] and not is_number(v["value"]))
    assert not offenders(value_rows, lambda v: v["n"] and not v["n"].isdigit())


def test_spreads_have_the_form_their_type_asks_for(value_rows):
    def is_bad(v):
        if v["spread_type"] in ("CI95", "range"):
            ends = v["spread"].split(" to ")
            return (
                len(ends) != 2 or not all(map(is_number, ends)) or float(ends[0]) > float(ends[1])
            )
        if v["spread_type"] in ("SD", "SE"):
            return not is_number(v["spread"])
        return v["spread_type"] != "" or (v["spread"] and not is_number(v["spread"]))

    assert not offenders(value_rows, is_bad)


def test_values_lie_inside_their_printed_interval(value_rows):
    def is_bad(v):
        if not v["value"] or v["spread_type"] not in ("CI95", "range"):
            return False
        low, high = map(float, v["spread"].split(" to "))
        return not low <= float(v["value"]) <= high

    assert not offenders(value_rows, is_bad)


def test_times_are_a_number_with_a_unit_or_an_agreed_word(value_rows):
    assert not offenders(
        value_rows,
        lambda v: v["time"] and v["time"] not in TIMES_IN_WORDS and not TIME.fullmatch(v["time"]),
    )


def test_populations_name_species_tissue_and_condition(value_rows):
    assert not offenders(value_rows, lambda v: len(v["population"].split("; ")) < 3)
    assert not offenders(value_rows, lambda v: not v["group"])


def test_notes_are_one_short_sentence(value_rows):
    assert not offenders(
        value_rows,
        lambda v: not v["note"].endswith(".") or len(v["note"]) > 160 or "seen:" in v["note"],
    )


def test_only_rows_whose_number_was_seen_are_verified(value_rows):
    seen_in = {"abstract", "full_text", "secondary", "memory"}
    assert not offenders(value_rows, lambda v: v["seen_in"] not in seen_in)
    assert not offenders(value_rows, lambda v: v["status"] not in {"verified", "unverified"})
    assert not offenders(
        value_rows,
        lambda v: (
            v["status"] == "verified"
            and (v["seen_in"] == "memory" or v["direction"] == "values not seen")
        ),
    )


def test_sources_use_the_agreed_words(source_rows):
    def is_bad(s):
        return (
            s["doi_status"] not in {"seen", "looked_up", "memory", "none"}
            or s["study_type"] not in STUDY_TYPES
            or s["seen_via"] not in {"", "secondary copy"}
        )

    assert not offenders(source_rows, is_bad, key="source_key")


def test_claims_use_the_agreed_words_and_single_sentences(claim_rows):
    verdicts = {"supported", "supported_with_nuance", "contested", "not_supported"}
    assert not offenders(claim_rows, lambda c: not re.fullmatch(r"A\d{2}", c["id"]))
    assert not offenders(claim_rows, lambda c: c["verdict"] not in verdicts)
    assert not offenders(claim_rows, lambda c: c["confidence"] not in {"high", "moderate", "low"})
    for column in ("claim", "wording", "change_our_mind"):
        assert not offenders(
            claim_rows, lambda c, column=column: not c[column].endswith(".") or ". " in c[column]
        )

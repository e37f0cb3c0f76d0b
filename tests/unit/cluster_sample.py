"""Needs of invented families, as case papers put them, with the need of the framework that each one is."""

from __future__ import annotations

from typing import Any, get_args

from pipeline.cluster.options import ClusterOptions
from pipeline.records.need import Assertion, Need, NeedStatus, Person
from pipeline.records.span import Evidence, Locator

OPTIONS = ClusterOptions(
    enabled=True, min_needs=8, seed=20, engine="tfidf", model="", min_theme=4, resamples=5, uncertain_below=0.7
)

# The need of the framework, whose it is, the words.
STATEMENTS = (
    ("1.1", "child", "Jayden's attendance was 84% last half term and has not recovered."),
    ("1.1", "child", "Persistently absent since Year 8, mostly Mondays."),
    ("1.1", "child", "School say Ruby is late most mornings and misses whole days."),
    ("1.1", "child", "Low attendance noted by the education welfare officer in both terms."),
    ("1.3", "child", "Permanently excluded from Fernhill Academy in November."),
    ("1.3", "child", "Reduced timetable of two hours a day, no plan to increase it."),
    ("1.3", "child", "Kyle has had four fixed-term suspensions since September for fighting."),
    ("3.1", "child", "Panic attacks and low mood, referral to CAMHS accepted."),
    ("3.1", "child", "Lily has been cutting her arms since the summer, self-harm plan in place."),
    ("3.1", "child", "Anxiety stops Callum from leaving the house."),
    ("3.2", "mother", "Mum has been diagnosed with postnatal depression and takes sertraline."),
    ("3.2", "father", "Mr Begum suffers with anxiety and has been signed off by the doctor."),
    ("3.2", "mother", "Maternal mental health remains a concern."),
    ("4.1", "father", "Dad is drinking heavily every night."),
    ("4.1", "mother", "Mum smokes cannabis in the house in the evenings."),
    ("4.1", "parent", "Parental substance misuse, both known to the drug and alcohol service."),
    ("5.1", "mother", "Mum would like help with boundaries and consequences."),
    ("5.1", "parent", "No bedtime routine, children up until midnight."),
    ("5.1", "parent", "Parents are inconsistent with boundaries and routines."),
    ("6.6", "child", "Bullied by a group of girls since moving up to secondary."),
    ("6.6", "child", "Victim of bullying, afraid to go to the park."),
    ("6.6", "child", "Online bullying through gaming."),
    ("8.1", "mother", "Police have been called to six domestic incidents at the address."),
    ("8.1", "mother", "History of domestic abuse, MARAC in 2019."),
    ("8.1", "family", "Domestic violence in the parents' relationship before they separated."),
    ("9.2", "family", "Black mould and damp in both bedrooms, landlord won't repair."),
    ("9.2", "family", "Section 21 notice served, must be out by 1 June."),
    ("9.2", "family", "Threatened with eviction due to rent arrears."),
    ("10.2", "mother", "Owes £4,000 to catalogues and a doorstep lender, debt is growing."),
    ("10.2", "family", "Using the food bank every week."),
    ("10.2", "family", "Money worries, struggles to budget to the end of the month."),
)
# Themes no framework of the package has a word for.
ALLOTMENT = (
    "Allotment plot overgrown with brambles",
    "Brambles across the allotment plot again",
    "Brambles all over the allotment plot",
    "Allotment plot covered in brambles",
    "Nettles and brambles on the allotment plot",
)


def need(
    place: int,
    text: str,
    *,
    subcategory: str | None = None,
    category: str = "other",
    person: Person = "child",
    **values: Any,
) -> Need:
    """A need whose evidence is `text`; `place` keeps ids and addresses apart."""
    assert person in get_args(Person)
    status: NeedStatus = values.pop("status", "current")
    start = values.pop("start", place * 1000)
    rest: dict[str, Any] = {"document": "doc_1", "person_name": None} | values
    return Need(
        id=f"need_{place:04}",
        category=category,
        subcategory=subcategory,
        person=person,
        status=status,
        assertion=Assertion(),
        raised_by=None,
        stage="presenting",
        case=None,
        cluster=None,
        evidence=Evidence(document=rest["document"], start=start, end=start + len(text), quote=text),
        locator=Locator(),
        method="cue:sentence",
        confidence=0.9,
        explanation="",
        **rest,
    )


def sample_needs(categories: dict[str, str]) -> list[Need]:
    """All statements as needs. `categories` gives the category of each need of the framework."""
    return [
        need(place, text, subcategory=kind, category=categories[kind], person=person)  # type: ignore[arg-type]
        for place, (kind, person, text) in enumerate(STATEMENTS)
    ]

"""How lesson parts look: inline styles only, dark ink on an opaque white card.

The card keeps its colours in a dark theme. Properties are those that JupyterLab's sanitiser keeps.
"""

from typing import Final

INK: Final = "#1b1f24"
SOFT: Final = "#4b5563"
BLUE: Final = "#005a8c"
PALE: Final = "#e8f1f7"
RULE: Final = "#d5dae1"

CARD: Final = (
    f"box-sizing:border-box;max-width:66em;margin:0.3em 0;padding:0.8em 1.1em;color:{INK};"
    f"background-color:#ffffff;border:1px solid {RULE};border-radius:8px;"
    "font-size:1.08em;line-height:1.5;overflow-wrap:break-word"
)
PARAGRAPH: Final = "margin:0.35em 0"
LABEL: Final = f"margin:0 0 0.3em 0;color:{SOFT};font-size:0.92em"
LIST: Final = "margin:0.3em 0;padding:0 0 0 1.5em"
ITEM: Final = "margin:0.3em 0"
SMALL: Final = f"color:{SOFT};font-size:0.92em"
LINK: Final = f"color:{BLUE};text-decoration:underline"
CODE: Final = f"color:{SOFT};background-color:#ffffff;padding:0;font-size:0.88em"

MESSAGE: Final = "margin:0;padding:0 0 0 2em"
MESSAGE_LINE: Final = (
    "margin:0.15em 0;padding:0.15em 0.6em;border-left:5px solid #ffffff;background-color:#ffffff"
)
MESSAGE_LINE_HERE: Final = (
    f"margin:0.15em 0;padding:0.15em 0.6em;border-left:5px solid {BLUE};background-color:{PALE}"
)
HERE: Final = f"color:{BLUE};font-weight:700;white-space:nowrap"
BELOW_A_RULE: Final = f"margin:0.7em 0 0 0;padding:0.5em 0 0 0;border-top:1px solid {RULE}"
POPULAR_SENTENCE: Final = "font-size:1.25em;font-weight:600;line-height:1.35"

DOUBT: Final = CARD + ";border-left:5px dashed #a33c00"
REGION: Final = "overflow-x:auto;margin:0.4em 0"
TABLE: Final = (
    "border-collapse:collapse;table-layout:auto;width:100%;margin:0;border:0;font-size:0.94em;"
    f"line-height:1.4;text-align:left;white-space:normal;color:{INK};background-color:#ffffff"
)
WIDE: Final = ";min-width:60em"
CAPTION: Final = f"caption-side:top;text-align:left;padding:0.2em 0 0.4em 0;color:{SOFT}"
# For listeners only: the words stand above the table already.
HIDDEN_CAPTION: Final = "position:absolute;width:1px;height:1px;overflow:hidden"
ROW: Final = f"color:{INK};background-color:#ffffff"
CELL: Final = (
    "text-align:left;vertical-align:top;line-height:1.4;padding:0.4em 1em 0.4em 0;"
    f"border-top:1px solid {RULE}"
)
ROW_NAME: Final = CELL + ";font-weight:600"
GROUP: Final = "font-weight:400"
HEAD: Final = (
    "text-align:left;vertical-align:bottom;line-height:1.3;padding:0.4em 1em 0.3em 0;"
    f"font-weight:700;border-bottom:2px solid {SOFT}"
)
SECOND_HAND: Final = (
    f"display:inline-block;padding:0 0.4em;border:1px dashed {SOFT};border-radius:0.6em;"
    f"color:{SOFT};font-size:0.92em;white-space:nowrap"
)

DETAILS: Final = "margin:0.3em 0"
SUMMARY: Final = f"cursor:pointer;padding:0.2em 0;color:{BLUE};font-weight:600"
ANSWER: Final = "cursor:pointer;padding:0.25em 0"
FEEDBACK: Final = {
    True: "margin:0.1em 0 0.5em 1.1em;padding:0.35em 0.8em;border-left:5px solid #00664b;"
    "background-color:#e9f5f1",
    False: "margin:0.1em 0 0.5em 1.1em;padding:0.35em 0.8em;border-left:5px dotted #a33c00;"
    "background-color:#fdeee6",
}

# A sign and a kind of border repeat what the colour of a verdict says.
CHIP: Final = (
    f"display:inline-block;padding:0 0.6em;border-radius:0.8em;color:{INK};font-weight:600"
)
CLAIM: Final = "margin:0.6em 0"
SURE: Final = SMALL + ";white-space:nowrap"
VERDICTS: Final = {
    "supported": ("●", "background-color:#e3f3ec;border:2px solid #00664b"),
    "supported_with_nuance": ("◐", f"background-color:{PALE};border:2px solid {BLUE}"),
    "contested": ("?", "background-color:#fff4d6;border:2px dashed #8a6d00"),
    "not_supported": ("○", "background-color:#fdeee6;border:2px dotted #a33c00"),
}

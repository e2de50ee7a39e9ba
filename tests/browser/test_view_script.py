"""The film strip and the line of the live view, alone in an empty page and with a clock we turn."""

import base64
import io
from collections.abc import Iterator
from typing import Any

import pytest
from browser.watched import Watched
from PIL import Image
from playwright.sync_api import Browser, Page

from tendon_teaching.explorers.static_page import MODULE_EXPORT
from tendon_teaching.explorers.view import script

pytestmark = pytest.mark.browser

CLASSES = "globalThis.kit = { Strip, Line, PATIENCE_MS, REST_BEFORE_IDLE_MS };"

# One line whose messages are only noted; the test says when an answer comes.
NEW_LINE = """() => {
  const seen = { sent: [], silences: 0, idle: [] };
  const line = new kit.Line({
    send: (message) => {
      if (seen.isBroken) throw new Error("no channel");
      seen.sent.push(message);
    },
    onSilence: () => { seen.silences += 1; },
    nextIdle: () => seen.idle.shift() ?? null,
  });
  Object.assign(globalThis, { seen, line });
}"""
SENT = "() => seen.sent.map(({ kind, idle, key }) => [kind, idle, key])"
ANSWER_LAST = "() => { if (line.finish(seen.sent.at(-1).id)) line.pump(); }"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    watched = Watched(browser)
    watched.page.clock.install()
    watched.page.goto("about:blank")
    source = script()
    assert source.count(MODULE_EXPORT) == 1
    watched.page.add_script_tag(content=f"(() => {{{source.replace(MODULE_EXPORT, CLASSES)}}})()")
    watched.page.clock.pause_at(watched.page.evaluate("Date.now()") + 1000)
    yield watched.page
    assert not [complaint for complaint in watched.complaints if complaint.startswith("uncaught")]
    watched.close()


@pytest.fixture
def line(page: Page) -> Page:
    page.evaluate(NEW_LINE)
    return page


def picture(colour: int) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (colour, 0, 0)).save(buffer, "png")
    return base64.b64encode(buffer.getvalue()).decode()


def want(page: Page, *keys: str) -> None:
    page.evaluate("(keys) => { for (const key of keys) line.want({ key, at: [0] }); }", list(keys))


def offer_idle(page: Page, *keys: str) -> None:
    page.evaluate("(keys) => seen.idle.push(...keys.map((key) => ({ key, at: [0] })))", list(keys))


def sent(page: Page) -> list[Any]:
    return page.evaluate(SENT)


# --- the film strip ----------------------------------------------------------------------------


def test_the_strip_stays_within_its_bytes_and_keeps_what_was_used_last(page: Page) -> None:
    result = page.evaluate(
        """async (text) => {
          const picture = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const strip = new kit.Strip(5 * picture.byteLength, 3);
          const frame = { picture, mime: "image/png", alt: "", readOut: "" };
          const most = { bytes: 0, counted: 0, warm: 0 };
          for (let key = 0; key < 12; key += 1) {
            await strip.put(`${key}`, frame);
            strip.take("1");
            const counted = [...strip.frames.values()].reduce((sum, { size }) => sum + size, 0);
            most.bytes = Math.max(most.bytes, strip.bytes);
            most.counted = Math.max(most.counted, counted);
            most.warm = Math.max(most.warm, strip.warm.size);
          }
          return { most, kept: [...strip.frames.keys()], size: picture.byteLength };
        }""",
        picture(200),
    )
    assert result["most"]["bytes"] == result["most"]["counted"] == 5 * result["size"]
    assert result["most"]["warm"] == 3
    assert result["kept"] == ["8", "9", "10", "11", "1"]


def test_a_dropped_frame_gives_its_memory_back(page: Page) -> None:
    freed, kept = page.evaluate(
        """async (text) => {
          const picture = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const strip = new kit.Strip(1.5 * picture.byteLength, 3);
          const frame = { picture, mime: "image/png", alt: "", readOut: "" };
          const loads = (url) => new Promise((resolve) => {
            const image = new Image();
            image.onload = () => resolve(true);
            image.onerror = () => resolve(false);
            image.src = url;
          });
          await strip.put("old", frame);
          const old = strip.take("old").url;
          await strip.put("new", frame);
          return [await loads(old), await loads(strip.take("new").url)];
        }""",
        picture(100),
    )
    assert (freed, kept) == (False, True)


def test_a_strip_says_it_is_full_before_it_has_to_drop_anything(page: Page) -> None:
    full = page.evaluate(
        """async (text) => {
          const picture = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const strip = new kit.Strip(3.2 * picture.byteLength, 3);
          const frame = { picture, mime: "image/png", alt: "", readOut: "" };
          const full = [];
          for (const key of ["a", "b", "c"]) {
            await strip.put(key, frame);
            full.push([strip.isFull(), strip.frames.size]);
          }
          return full;
        }""",
        picture(30),
    )
    assert full == [[False, 1], [False, 2], [True, 3]]


def test_a_damaged_picture_never_enters_the_strip_and_a_good_one_does_afterwards(
    page: Page,
) -> None:
    outcome = page.evaluate(
        """async (text) => {
          const picture = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const strip = new kit.Strip(1e6, 3);
          const good = { picture, mime: "image/png", alt: "", readOut: "" };
          const damaged = { ...good, picture: picture.slice(0, 20) };
          const tried = async (frame) => {
            try {
              await strip.put("key", frame);
            } catch {
              return "refused";
            }
            return strip.has("key");
          };
          const outcome = [await tried(damaged), await tried(damaged), await tried(good)];
          return [...outcome, strip.bytes === picture.byteLength];
        }""",
        picture(10),
    )
    assert outcome == ["refused", "refused", True, True]


def test_everyone_who_shows_the_strip_hears_of_a_new_frame_once(page: Page) -> None:
    heard = page.evaluate(
        """async (text) => {
          const picture = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const strip = new kit.Strip(1e6, 3);
          const heard = [];
          strip.listeners.add((key) => heard.push(`one ${key}`));
          strip.listeners.add((key) => heard.push(`two ${key}`));
          const frame = { picture, mime: "image/png", alt: "", readOut: "" };
          await Promise.all([strip.put("a", frame), strip.put("a", frame)]);
          return [heard.sort(), strip.frames.size, strip.bytes === picture.byteLength];
        }""",
        picture(20),
    )
    assert heard == [["one a", "two a"], 1, True]


# --- the line ----------------------------------------------------------------------------------


def test_of_ten_wants_while_one_is_under_way_only_the_last_is_sent(line: Page) -> None:
    want(line, "first", *(f"later {number}" for number in range(10)))
    assert sent(line) == [["ask", False, "first"]]
    line.evaluate(ANSWER_LAST)
    assert sent(line) == [["ask", False, "first"], ["ask", False, "later 9"]]
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(1000)
    assert len(sent(line)) == 2


def test_a_want_that_was_met_meanwhile_is_not_sent(line: Page) -> None:
    want(line, "first", "second")
    line.evaluate("() => line.forget()")
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(1000)
    assert sent(line) == [["ask", False, "first"]]


def test_idle_waits_for_rest_then_asks_for_one_after_the_other(line: Page) -> None:
    rest = line.evaluate("kit.REST_BEFORE_IDLE_MS")
    offer_idle(line, "a", "b", "c")
    want(line, "wanted")
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(rest - 1)
    assert sent(line) == [["ask", False, "wanted"]]
    line.clock.run_for(1)
    assert sent(line)[1:] == [["ask", True, "a"]]
    line.clock.run_for(1000)
    assert len(sent(line)) == 2, "at most one idle request is under way"
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(1)
    assert sent(line)[2:] == [["ask", True, "b"]]


def test_every_move_of_the_hand_begins_the_rest_anew(line: Page) -> None:
    rest = line.evaluate("kit.REST_BEFORE_IDLE_MS")
    offer_idle(line, "a")
    for _move in range(5):
        line.evaluate("() => line.forget()")
        line.clock.run_for(rest - 1)
    assert sent(line) == []
    line.clock.run_for(1)
    assert sent(line) == [["ask", True, "a"]]


def test_no_idle_request_starts_while_a_want_is_under_way(line: Page) -> None:
    offer_idle(line, "a")
    want(line, "wanted")
    line.clock.run_for(5000)
    assert sent(line) == [["ask", False, "wanted"]]


def test_a_want_does_not_wait_for_an_idle_request_and_stops_the_next_one(line: Page) -> None:
    rest = line.evaluate("kit.REST_BEFORE_IDLE_MS")
    offer_idle(line, "a", "b")
    line.evaluate("() => line.pump()")
    line.clock.run_for(rest)
    want(line, "wanted")
    assert sent(line) == [["ask", True, "a"], ["ask", False, "wanted"]]
    line.evaluate("() => { if (line.finish(seen.sent[0].id)) line.pump(); }")
    line.clock.run_for(5000)
    assert len(sent(line)) == 2
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(rest)
    assert sent(line)[2:] == [["ask", True, "b"]]


def test_silence_is_reported_once_patience_ends_and_not_after_an_answer(line: Page) -> None:
    patience = line.evaluate("kit.PATIENCE_MS")
    want(line, "answered")
    line.evaluate(ANSWER_LAST)
    line.clock.run_for(patience)
    assert line.evaluate("seen.silences") == 0
    want(line, "never answered")
    line.clock.run_for(patience - 1)
    assert line.evaluate("seen.silences") == 0
    line.clock.run_for(1)
    assert line.evaluate("seen.silences") == 1


def test_an_answer_that_takes_long_to_unpack_is_no_silence(line: Page) -> None:
    want(line, "heavy")
    line.evaluate("() => line.heard(seen.sent[0].id)")
    line.clock.run_for(2 * line.evaluate("kit.PATIENCE_MS"))
    assert line.evaluate("[seen.silences, line.underWay.size]") == [0, 1]
    line.evaluate(ANSWER_LAST)
    assert line.evaluate("line.underWay.size") == 0


def test_a_channel_that_refuses_a_message_is_reported_and_blocks_nothing(line: Page) -> None:
    line.evaluate("() => { seen.isBroken = true; }")
    want(line, "refused")
    assert line.evaluate("[seen.silences, line.underWay.size]") == [1, 0]
    line.evaluate("() => { seen.isBroken = false; }")
    want(line, "sent")
    assert sent(line) == [["ask", False, "sent"]]


def test_after_trouble_nothing_is_asked_for_ahead_and_wants_still_go(line: Page) -> None:
    offer_idle(line, "a")
    line.evaluate("() => { line.idleAllowed = false; line.pump(); }")
    line.clock.run_for(5000)
    assert sent(line) == []
    want(line, "wanted")
    assert sent(line) == [["ask", False, "wanted"]]


def test_after_a_broken_connection_nothing_under_way_is_waited_for(line: Page) -> None:
    want(line, "lost")
    line.evaluate("() => line.reset()")
    line.clock.run_for(line.evaluate("kit.PATIENCE_MS"))
    assert line.evaluate("seen.silences") == 0
    want(line, "again")
    assert sent(line)[1:] == [["ask", False, "again"]]


def test_a_closed_line_stays_silent(line: Page) -> None:
    offer_idle(line, "a")
    want(line, "first", "second")
    line.evaluate("() => { line.close(); line.want({ key: 'late', at: [0] }); }")
    line.clock.run_for(20_000)
    assert sent(line) == [["ask", False, "first"]]
    assert line.evaluate("seen.silences") == 0


def test_only_its_own_answers_close_a_request(line: Page) -> None:
    want(line, "first", "second")
    assert line.evaluate("line.finish('another view-1')") is False
    assert sent(line) == [["ask", False, "first"]]

/** Cases of clock texts and the words that stand for an event's small numbers. */
import { type Observe, of, type TickscopeError } from "#schemas";
import {
  EVENT_KIND_WORDS,
  EventText,
  isoLocalMicros,
  magnitude1,
  SIDE_ARROWS,
  STRENGTH_WORDS,
  seconds6,
  surgeDescription,
  surgeLabel,
  TRIGGER_WORDS,
  TURN_WORDS,
  trendLabel,
  VWAP_POSITION_WORDS,
} from "./event-text.ts";

const NEW_YORK = "America/New_York";
/** 2025-03-09 07:00 UTC, when New York's clocks go from 2 to 3. */
const SPRING_SECONDS = 1_741_503_600;
/** Microseconds: some with decimals that a float would spoil, some at the edges of a second. */
const TIMES_US = [
  0, 1, 999_999, 1e6, 1_753_823_186_371_329, 1_753_823_186_000_000, 59e6, 86_399.5e6,
];

function observeOffsets(observe: Observe): void {
  const text = new EventText(NEW_YORK);
  const edges = [-901, -900, -1, 0, 1, 899, 900, -1, 0];
  const offsets = edges.map((away) => text.offsetSeconds(SPRING_SECONDS + away));
  observe(
    of(EventText, "offsetSeconds"),
    "spring, forth and back",
    offsets,
    [-18000, -18000, -18000, -14400, -14400, -14400, -14400, -18000, -14400],
  );
  observe(
    of(EventText, "offsetSeconds"),
    "45 minutes",
    new EventText("Asia/Kathmandu").offsetSeconds(5e8),
    19800,
  );
  observe(
    of(EventText, "offsetSeconds"),
    "1900",
    new EventText("UTC").offsetSeconds(-2_208_988_800),
    0,
  );
  observe(of(EventText, "offsetSeconds"), "December", text.offsetSeconds(1_735_689_599), -18000);
  observe(
    of(EventText, "offsetSeconds"),
    "midnight",
    new EventText("UTC").offsetSeconds(1_735_689_600),
    0,
  );
  // A quarter of an hour is the longest time for which one look-up may serve.
  const odd = new EventText("Asia/Kathmandu");
  const changeSeconds = 504_901_800; // 1986-01-01 00:00 local, from +05:30 to +05:45
  observe(
    "OFFSET_SPAN_SECONDS",
    "across a change",
    [odd.offsetSeconds(changeSeconds - 1), odd.offsetSeconds(changeSeconds)],
    [19800, 20700],
  );
}

function observeClocks(observe: Observe): void {
  const text = new EventText(NEW_YORK);
  const seconds = [0, 0.999_999, 1, 59, 60, 3599, 3600, 5 * 3600 - 1, 5 * 3600, 86_399, 86_400];
  for (const second of [...seconds, 2, 45_296, 1_755_698_405, 4_102_444_799]) {
    observe(of(EventText, "clock"), `at ${second} s`, text.clock(second * 1e6));
  }
  observe(of(EventText, "clock"), "before 1970", text.clock(-1e6), "18:59:59");
  observe(
    of(EventText, "clock"),
    "again",
    [text.clock(7e6), text.clock(7e6 + 5), text.clock(8e6), text.clock(7e6)],
    ["19:00:07", "19:00:07", "19:00:08", "19:00:07"],
  );
  for (const epochUs of TIMES_US) observe(seconds6, `method, ${epochUs}`, text.seconds6(epochUs));
  observe(
    seconds6,
    "method, again",
    [text.seconds6(5e6), text.seconds6(5e6 + 7), text.seconds6(6e6)],
    ["5.000000", "5.000007", "6.000000"],
  );
  for (const epochUs of [...TIMES_US, 1.5, 86_399_000_000.75, -1]) {
    observe(of(EventText, "isoLocalMicros"), `method, ${epochUs}`, text.isoLocalMicros(epochUs));
  }
  observe(
    of(EventText, "isoLocalMicros"),
    "function",
    isoLocalMicros(1_753_823_186_371_329, "Asia/Tokyo"),
    "2025-07-30T06:06:26.371329",
  );
}

function observeZones(observe: Observe): void {
  observe(
    of(EventText, "constructor"),
    "timeZone",
    new EventText(NEW_YORK).timeZone,
    "America/New_York",
  );
  try {
    observe(of(EventText, "constructor"), "no zone", new EventText("No/Where").timeZone);
  } catch (thrown) {
    const error = thrown as TickscopeError;
    observe(
      of(EventText, "constructor"),
      "CONFIG_INVALID",
      [error.code, error.message],
      ["CONFIG_INVALID", "timeZone=No/Where is not an IANA time zone"],
    );
    observe(of(EventText, "constructor"), "cause", error.cause instanceof RangeError, true);
  }
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  observe(
    of(EventText, "constructor"),
    "the server's own zone",
    new EventText().timeZone === own,
    true,
  );
}

export default function cases(observe: Observe): void {
  observe({ EVENT_KIND_WORDS }, "words", EVENT_KIND_WORDS, {
    "1": "high",
    "2": "low",
    "3": "trend",
    "4": "surge",
  });
  observe({ TURN_WORDS }, "words", TURN_WORDS, [false, "up-now-down", "down-now-up"]);
  observe({ STRENGTH_WORDS }, "words", STRENGTH_WORDS, ["neutral", "weak", "moderate", "strong"]);
  observe({ VWAP_POSITION_WORDS }, "words", VWAP_POSITION_WORDS, ["unknown", "above", "below"]);
  observe({ TRIGGER_WORDS }, "words", TRIGGER_WORDS, [
    "none",
    "price",
    "volume",
    "price_and_volume",
  ]);
  observe({ SIDE_ARROWS }, "arrows", SIDE_ARROWS, ["", "↑", "↓"]);
  observe(trendLabel, "up, weak", trendLabel("↑", "weak"), "TREND ↑ weak");
  observe(
    surgeLabel,
    "down, both",
    surgeLabel("↓", "3.1", "price_and_volume"),
    "SURGE ↓ 3.1% price_and_volume",
  );
  observe(
    surgeDescription,
    "down, both",
    surgeDescription("down", "3.1", "price_and_volume"),
    "Surge down price/and/volume (3.1%)",
  );
  for (const epochUs of TIMES_US) observe(seconds6, `function, ${epochUs}`, seconds6(epochUs));
  for (const percent of [0, 2.84, -2.86, -100, 12.25]) {
    observe(magnitude1, String(percent), magnitude1(percent));
  }
  observeZones(observe);
  observeOffsets(observe);
  observeClocks(observe);
}

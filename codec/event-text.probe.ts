/** Pins clock texts and the words that stand for an event's small numbers. */
import type { Observe, Probe, TickscopeError } from "#schemas";
import {
  EVENT_KIND_WORDS,
  EventText,
  isoLocalMicros,
  magnitude1,
  RAPID_SPAN_US,
  SIDE_ARROWS,
  STRENGTH_WORDS,
  seconds6,
  TRIGGER_DESCRIPTIONS,
  TRIGGER_WORDS,
  TURN_WORDS,
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
  observe("offsetSeconds", "spring, forth and back", offsets);
  observe("offsetSeconds", "45 minutes", new EventText("Asia/Kathmandu").offsetSeconds(5e8));
  observe("offsetSeconds", "1900", new EventText("UTC").offsetSeconds(-2_208_988_800));
  observe("offsetSeconds", "December", text.offsetSeconds(1_735_689_599));
  observe("offsetSeconds", "midnight", new EventText("UTC").offsetSeconds(1_735_689_600));
  // A quarter of an hour is the longest time for which one look-up may serve.
  const odd = new EventText("Asia/Kathmandu");
  const changeSeconds = 504_901_800; // 1986-01-01 00:00 local, from +05:30 to +05:45
  observe("OFFSET_SPAN_SECONDS", "across a change", [
    odd.offsetSeconds(changeSeconds - 1),
    odd.offsetSeconds(changeSeconds),
  ]);
}

function observeClocks(observe: Observe): void {
  const text = new EventText(NEW_YORK);
  const seconds = [0, 0.999_999, 1, 59, 60, 3599, 3600, 5 * 3600 - 1, 5 * 3600, 86_399, 86_400];
  for (const second of [...seconds, 2, 45_296, 1_755_698_405, 4_102_444_799]) {
    observe("clock", `at ${second} s`, text.clock(second * 1e6));
  }
  observe("clock", "before 1970", text.clock(-1e6));
  observe("clock", "again", [
    text.clock(7e6),
    text.clock(7e6 + 5),
    text.clock(8e6),
    text.clock(7e6),
  ]);
  for (const epochUs of TIMES_US) observe("seconds6", `method, ${epochUs}`, text.seconds6(epochUs));
  observe("seconds6", "method, again", [
    text.seconds6(5e6),
    text.seconds6(5e6 + 7),
    text.seconds6(6e6),
  ]);
  for (const epochUs of [...TIMES_US, 1.5, 86_399_000_000.75, -1]) {
    observe("isoLocalMicros", `method, ${epochUs}`, text.isoLocalMicros(epochUs));
  }
  observe("isoLocalMicros", "function", isoLocalMicros(1_753_823_186_371_329, "Asia/Tokyo"));
}

function observeZones(observe: Observe): void {
  observe("constructor", "timeZone", new EventText(NEW_YORK).timeZone);
  try {
    observe("constructor", "no zone", new EventText("No/Where").timeZone);
  } catch (thrown) {
    const error = thrown as TickscopeError;
    observe("constructor", "CONFIG_INVALID", [error.code, error.message]);
    observe("constructor", "cause", error.cause instanceof RangeError);
  }
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  observe("constructor", "the server's own zone", new EventText().timeZone === own);
}

export const EVENT_TEXT_PROBE: Probe = {
  name: "event-text",
  stage: "frame",
  file: "codec/event-text.ts",
  needs: ["json-text", "errors", "event-layout"],
  run(observe) {
    observe("EVENT_KIND_WORDS", "words", EVENT_KIND_WORDS);
    observe("TURN_WORDS", "words", TURN_WORDS);
    observe("STRENGTH_WORDS", "words", STRENGTH_WORDS);
    observe("VWAP_POSITION_WORDS", "words", VWAP_POSITION_WORDS);
    observe("TRIGGER_WORDS", "words", TRIGGER_WORDS);
    observe("TRIGGER_DESCRIPTIONS", "words", TRIGGER_DESCRIPTIONS);
    observe("SIDE_ARROWS", "arrows", SIDE_ARROWS);
    observe("RAPID_SPAN_US", "value", RAPID_SPAN_US);
    for (const epochUs of TIMES_US) observe("seconds6", `function, ${epochUs}`, seconds6(epochUs));
    for (const percent of [0, 2.84, -2.86, -100, 12.25]) {
      observe("magnitude1", String(percent), magnitude1(percent));
    }
    observeZones(observe);
    observeOffsets(observe);
    observeClocks(observe);
  },
};

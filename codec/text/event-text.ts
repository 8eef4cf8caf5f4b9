/**
 * Times as text, and the words that stand for the small numbers of an event slot.
 *
 * Epoch microseconds come in whole, so the decimals are cut from integers and carry no float noise:
 * 1753823186371329 us is `1753823186.371329`, never `1753823186.3713291`.
 */
import { TickscopeError } from "#schemas";
import { EVENT_HIGH, EVENT_LOW, EVENT_SURGE, EVENT_TREND } from "../layout/event-layout.ts";
import { digits2, digits6 } from "./json-text.ts";

/** Words of the kinds that become items, by the number in the slot; session events have none. */
export const EVENT_KIND_WORDS: Readonly<Record<number, string>> = {
  [EVENT_HIGH]: "high",
  [EVENT_LOW]: "low",
  [EVENT_TREND]: "trend",
  [EVENT_SURGE]: "surge",
};
/** Words of Side; the index is the number in the slot, here and in the lists below. */
export const SIDE_WORDS = [undefined, "up", "down"] as const;
/** Words of `trend_flag` and `surge_flag`. */
export const FLAG_WORDS = [null, "up", "down"] as const;
/** Words of `reversal_info.pattern`; without one the key is absent. */
export const PATTERN_WORDS = [undefined, "M-top", "W-bottom"] as const;
/** Words of a trend's or surge's `reversal`. */
export const TURN_WORDS = [false, "up-now-down", "down-now-up"] as const;
export const STRENGTH_WORDS = ["neutral", "weak", "moderate", "strong"] as const;
export const VWAP_POSITION_WORDS = ["unknown", "above", "below"] as const;
export const TRIGGER_WORDS = ["none", "price", "volume", "price_and_volume"] as const;
/** Arrows of Side for labels; `direction` itself is always a word. */
export const SIDE_ARROWS = ["", "↑", "↓"] as const;

/** Labels of highs and lows, up to the count of their side. */
export const HIGH_LABEL = "HIGH #";
export const LOW_LABEL = "LOW #";

/** The label of a trend; `arrow`: one of SIDE_ARROWS, or what stands for it. */
export function trendLabel(arrow: string, strength: string): string {
  return `TREND ${arrow} ${strength}`;
}

/** The label of a surge; `percent`: as magnitude1 gives it. */
export function surgeLabel(arrow: string, percent: string, trigger: string): string {
  return `SURGE ${arrow} ${percent}% ${trigger}`;
}

/** The description of a surge; `percent`: as magnitude1 gives it. */
export function surgeDescription(side: string, percent: string, trigger: string): string {
  return `Surge ${side} ${trigger.replaceAll("_", "/")} (${percent}%)`;
}

/**
 * Zone offsets since 1972 change at multiples of 15 minutes of UTC, so one look-up serves 900 s.
 */
const OFFSET_SPAN_SECONDS = 900;

/** Epoch seconds with exactly 6 decimals; `epochUs` is whole, 0 or later. @hot */
export function seconds6(epochUs: number): string {
  const seconds = Math.floor(epochUs / 1e6);
  return `${seconds}.${digits6(epochUs - seconds * 1e6)}`;
}

/** A surge's magnitude as its label and description show it: without sign, one decimal. */
export function magnitude1(percent: number): string {
  return Math.abs(percent).toFixed(1);
}

/** Clock texts of one time zone, cached. Not shared between threads. */
export class EventText {
  /** IANA name of the zone. */
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  #spanStart = Number.NaN;
  #offsetSeconds = 0;
  #clockSecond = Number.NaN;
  #clock = "";
  #idSecond = Number.NaN;
  #idSecondText = "";

  /**
   * `timeZone`: IANA name; default is the zone of the server. Throws CONFIG_INVALID for an unknown
   * one.
   */
  constructor(timeZone?: string) {
    try {
      this.#format = new Intl.DateTimeFormat("en-US", {
        ...(timeZone === undefined ? {} : { timeZone }),
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch (cause) {
      throw new TickscopeError("CONFIG_INVALID", `timeZone=${timeZone} is not an IANA time zone`, {
        cause,
      });
    }
    this.timeZone = this.#format.resolvedOptions().timeZone;
  }

  /** Seconds to add to UTC for this zone's clock at `epochSeconds`. */
  offsetSeconds(epochSeconds: number): number {
    const spanStart = Math.floor(epochSeconds / OFFSET_SPAN_SECONDS) * OFFSET_SPAN_SECONDS;
    if (spanStart !== this.#spanStart) {
      const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
      for (const { type, value } of this.#format.formatToParts(spanStart * 1000)) {
        if (type in part) part[type as keyof typeof part] = Number(value);
      }
      const { year, month, day, hour, minute, second } = part;
      const local = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      this.#offsetSeconds = local - spanStart;
      this.#spanStart = spanStart;
    }
    return this.#offsetSeconds;
  }

  /**
   * `HH:MM:SS`, 24 h, of the second that `epochUs` lies in. Free while the second stays the same.
   * @hot
   */
  clock(epochUs: number): string {
    const epochSeconds = Math.floor(epochUs / 1e6);
    if (epochSeconds !== this.#clockSecond) {
      const local = epochSeconds + this.offsetSeconds(epochSeconds);
      const ofDay = ((local % 86_400) + 86_400) % 86_400;
      const hour = Math.floor(ofDay / 3600);
      const minute = Math.floor(ofDay / 60) % 60;
      this.#clock = `${digits2(hour)}:${digits2(minute)}:${digits2(ofDay % 60)}`;
      this.#clockSecond = epochSeconds;
    }
    return this.#clock;
  }

  /** seconds6 with the whole seconds cached, for events that come in order of time. @hot */
  seconds6(epochUs: number): string {
    const seconds = Math.floor(epochUs / 1e6);
    if (seconds !== this.#idSecond) {
      this.#idSecond = seconds;
      this.#idSecondText = `${seconds}.`;
    }
    return this.#idSecondText + digits6(epochUs - seconds * 1e6);
  }

  /**
   * `YYYY-MM-DDTHH:MM:SS.ffffff` of this zone's clock, without zone: a status frame's `timestamp`.
   */
  isoLocalMicros(epochUs: number): string {
    const whole = Math.floor(epochUs);
    const epochSeconds = Math.floor(whole / 1e6);
    const local = new Date((epochSeconds + this.offsetSeconds(epochSeconds)) * 1000);
    return `${local.toISOString().slice(0, 19)}.${digits6(whole - epochSeconds * 1e6)}`;
  }
}

/** EventText.isoLocalMicros for a single use: `zone` is an IANA name, default the server's. */
export function isoLocalMicros(epochUs: number, zone?: string): string {
  return new EventText(zone).isoLocalMicros(epochUs);
}

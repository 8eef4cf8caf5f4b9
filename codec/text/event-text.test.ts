/** Times as text: exact decimals, zones and their clock changes. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { TickscopeError } from "#schemas";
import { EventText, isoLocalMicros, seconds6 } from "./event-text.ts";

describe("seconds6", () => {
  test("has exactly six decimals and no float noise", () => {
    expect(seconds6(1_753_823_186_371_329)).toBe("1753823186.371329");
    expect(seconds6(1_753_823_186_000_000)).toBe("1753823186.000000");
    expect(seconds6(1_753_823_186_000_001)).toBe("1753823186.000001");
    expect(seconds6(0)).toBe("0.000000");
  });

  test("keeps every microsecond and parses to the number that the item carries", () => {
    const text = new EventText("UTC");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_134_067_200e6 }), (epochUs) => {
        const written = text.seconds6(epochUs);
        expect(written).toBe(seconds6(epochUs));
        expect(BigInt(written.replace(".", ""))).toBe(BigInt(epochUs));
        expect(Number(written)).toBe(epochUs / 1e6);
      }),
    );
  });
});

describe("EventText.clock", () => {
  test("agrees with Intl in zones with odd offsets and clock changes, in any order", () => {
    for (const timeZone of [
      "UTC",
      "America/New_York",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Pacific/Apia",
    ]) {
      const text = new EventText(timeZone);
      const reference = new Intl.DateTimeFormat("en-GB", {
        timeZone,
        hourCycle: "h23",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
      fc.assert(
        fc.property(fc.integer({ min: 946_684_800, max: 2_000_000_000 }), (second) => {
          expect(text.clock(second * 1e6 + 999_999)).toBe(reference.format(second * 1000));
        }),
      );
    }
  });

  test("jumps at the very second of a clock change", () => {
    const text = new EventText("America/New_York");
    const springUs = Date.UTC(2025, 2, 9, 7) * 1000;
    expect(text.clock(springUs - 1)).toBe("01:59:59");
    expect(text.clock(springUs)).toBe("03:00:00");
    const autumnUs = Date.UTC(2025, 10, 2, 6) * 1000;
    expect(text.clock(autumnUs - 1)).toBe("01:59:59");
    expect(text.clock(autumnUs)).toBe("01:00:00");
    expect(text.clock(springUs - 1)).toBe("01:59:59");
  });

  test("takes the server's zone by default", () => {
    expect(new EventText().timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  test("refuses an unknown zone by name", () => {
    expect(() => new EventText("Mars/Olympus")).toThrow(TickscopeError);
    expect(() => new EventText("Mars/Olympus")).toThrow(/Mars\/Olympus/);
  });
});

test("isoLocalMicros is local time with microseconds and no zone", () => {
  const epochUs = Date.UTC(2025, 6, 30, 0, 46, 26) * 1000 + 371_329;
  expect(isoLocalMicros(epochUs, "America/New_York")).toBe("2025-07-29T20:46:26.371329");
  expect(isoLocalMicros(epochUs + 0.7, "UTC")).toBe("2025-07-30T00:46:26.371329");
});

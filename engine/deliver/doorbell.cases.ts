/** Known answers of doorbell.ts: who has to ring, for what, and that it is one alone. */
import { type Observe, of } from "#schemas";
import { DOORBELL_BYTES, Doorbell } from "./doorbell.ts";

export default function run(observe: Observe): void {
  const buffer = new SharedArrayBuffer(DOORBELL_BYTES);
  const mine = new Doorbell(buffer);
  const others = [new Doorbell(buffer), new Doorbell(buffer)];
  const rings = (hasEvents: boolean) => others.map((bell) => bell.rings(hasEvents));
  observe(
    of(Doorbell, "rings"),
    "a new bell is silent",
    [rings(true), rings(false)],
    [
      [false, false],
      [false, false],
    ],
  );
  mine.arm(false);
  observe(of(Doorbell, "rings"), "progress alone wakes nobody who waits for events", rings(false), [
    false,
    false,
  ]);
  observe(
    of(Doorbell, "rings"),
    "events, and once",
    [rings(true), rings(true)],
    [
      [true, false],
      [false, false],
    ],
  );
  mine.arm(true);
  observe(
    of(Doorbell, "rings"),
    "progress, and once",
    [rings(false), rings(true)],
    [
      [true, false],
      [false, false],
    ],
  );
  mine.arm(true);
  observe(of(Doorbell, "rings"), "events are progress", rings(true), [true, false]);
  mine.arm(true);
  mine.arm(false);
  observe(
    of(Doorbell, "arm"),
    "the last wish counts",
    [rings(false), rings(true)],
    [
      [false, false],
      [true, false],
    ],
  );
}

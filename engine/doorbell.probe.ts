/** Known answers of doorbell.ts: who has to ring, for what, and that it is one alone. */
import type { Observe, Probe } from "#schemas";
import { DOORBELL_BYTES, Doorbell } from "./doorbell.ts";

function run(observe: Observe): void {
  const buffer = new SharedArrayBuffer(DOORBELL_BYTES);
  const mine = new Doorbell(buffer);
  const others = [new Doorbell(buffer), new Doorbell(buffer)];
  const rings = (hasEvents: boolean) => others.map((bell) => bell.rings(hasEvents));
  observe("rings", "a new bell is silent", [rings(true), rings(false)]);
  mine.arm(false);
  observe("rings", "progress alone wakes nobody who waits for events", rings(false));
  observe("rings", "events, and once", [rings(true), rings(true)]);
  mine.arm(true);
  observe("rings", "progress, and once", [rings(false), rings(true)]);
  mine.arm(true);
  observe("rings", "events are progress", rings(true));
  mine.arm(true);
  mine.arm(false);
  observe("arm", "the last wish counts", [rings(false), rings(true)]);
}

export const doorbellProbe: Probe = {
  name: "doorbell",
  stage: "event-ring",
  file: "engine/doorbell.ts",
  needs: [],
  run,
};

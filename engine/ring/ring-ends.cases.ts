/** Known answers of ring-ends.ts: the class of each end. */
import type { Observe } from "#schemas";
import { newRing } from "./ring-cases-fixture.ts";
import { openConsumer, openProducer } from "./ring-ends.ts";

export default function run(observe: Observe): void {
  for (const overrun of ["gate", "drop-oldest"] as const) {
    const buffer = newRing(overrun, 2, 7);
    observe(openProducer, overrun, openProducer(buffer).constructor.name);
    observe(openConsumer, overrun, openConsumer(buffer, 1).constructor.name);
    observe(openConsumer, `${overrun}, batchMax`, [
      openConsumer(buffer, 0).batchMax,
      openConsumer(buffer, 0, 3).batchMax,
    ]);
  }
}

/** Cases of the engine's defaults, key by key. */

import type { Observe } from "../observe.ts";
import { defaultConfig } from "./config.ts";

/** Reports each key under its own name, which stands in the source; lists as a whole. */
function observeKeys(observe: Observe, group: object, path: string): void {
  for (const [key, value] of Object.entries(group)) {
    const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
    if (isGroup) observeKeys(observe, value, `${path}${key}.`);
    else observe(defaultConfig, `${path}${key}`, value);
  }
}

export default function cases(observe: Observe): void {
  const config = defaultConfig();
  observeKeys(observe, config, "");
  config.queue.p0Max = 0;
  observe(defaultConfig, "a new object each time", defaultConfig().queue.p0Max, 1024);
}

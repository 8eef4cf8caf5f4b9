/** Cases of the open places of the contract: reports and documents quote them. */

import type { Observe } from "../observe.ts";
import { CONTRACT_AMBIGUITIES } from "./contract-ambiguities.ts";

export default function cases(observe: Observe): void {
  for (const row of CONTRACT_AMBIGUITIES) observe({ CONTRACT_AMBIGUITIES }, row.id, row);
}

/** Known answers of connect-query.ts: what an address may say, and what it is refused for. */
import type { Observe } from "#schemas";
import { parseConnectQuery } from "./connect-query.ts";

const QUERIES = [
  "",
  "epoch=run-1&seq=0",
  "epoch=run-1&seq=9007199254740991",
  "epoch=run-1&seq=9007199254740992",
  "epoch=run-1&seq=-1",
  "epoch=run-1&seq=1.5",
  "epoch=run-1&seq=",
  "epoch=&seq=1",
  `epoch=${"e".repeat(64)}&seq=1`,
  `epoch=${"e".repeat(65)}&seq=1`,
  "epoch=run-1",
  "seq=1",
  "seq=1&seq=2&epoch=e",
  "sequence=1",
  "universe=all",
  "universe=AAPL,MSFT,AAPL",
  "universe=",
  "universe=AAPL,",
  "filters={}",
  'filters={"highlow":{"min_count":2}}',
  'filters={"highlow":{"min_count":-2}}',
  "filters=[]",
  "filters=none",
  'universe=A&filters={"surges":{"min_magnitude":2}}&epoch=run-1&seq=7',
];

export default function run(observe: Observe): void {
  for (const query of QUERIES) {
    const { beginning, problem } = parseConnectQuery("/ws", new URLSearchParams(query));
    const universe = beginning?.universe;
    const symbols = universe === undefined || universe === null ? universe : [...universe];
    const fact = query.length > 80 ? `${query.length} characters` : query;
    observe(parseConnectQuery, fact, problem ?? { ...beginning, universe: symbols });
  }
  const bare = new URLSearchParams("epoch=run-1&seq=0");
  observe(
    "resumeOf",
    "a bare endpoint",
    parseConnectQuery("/ws/stock_data", bare).problem,
    "/ws/stock_data has no epoch and seq: resume on /ws",
  );
}

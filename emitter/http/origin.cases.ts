/** Known answers of origin.ts: whose page may talk to the engine. */
import { type Observe, of } from "#schemas";
import { isLoopbackAddress, OriginPolicy } from "./origin.ts";

const ADDRESSES = [
  "127.0.0.1",
  "127.9.9.9",
  "::1",
  "::ffff:127.0.0.1",
  "10.0.0.1",
  "1127.0.0.1",
  "",
];
const ORIGINS = [
  null,
  "http://localhost:5000",
  "http://127.0.0.1",
  "http://127.20.30.40:1",
  "http://[::1]:5000",
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example",
  "https://desk.example",
  "https://other.example",
  "http://engine.example:5000",
  "null",
  "",
];

export default function run(observe: Observe): void {
  for (const address of ADDRESSES) {
    observe(isLoopbackAddress, address, isLoopbackAddress(address));
  }
  for (const host of ["127.0.0.1", "localhost", "::1", "0.0.0.0", "engine.example"]) {
    const policy = new OriginPolicy(host, ["https://desk.example"]);
    observe(of(OriginPolicy, "constructor"), `bound to ${host}`, policy.isLoopbackBound);
    for (const origin of ORIGINS) {
      const fact = `${JSON.stringify(origin)} at ${host}`;
      observe(of(OriginPolicy, "allows"), fact, policy.allows(origin, "engine.example:5000"));
    }
  }
  const open = new OriginPolicy("0.0.0.0", ["*"]);
  observe(
    of(OriginPolicy, "allows"),
    "everybody",
    open.allows("https://other.example", null),
    true,
  );
  const own = { origin: "http://engine.example", host: "engine.example" };
  const named = new Request("http://engine.example/", { headers: own });
  observe(
    of(OriginPolicy, "corsHeaders"),
    "our own page by name",
    new OriginPolicy("0.0.0.0", []).corsHeaders(named),
    { "access-control-allow-origin": "http://engine.example", vary: "Origin" },
  );
  const policy = new OriginPolicy("127.0.0.1", []);
  for (const origin of ["http://localhost:1", "https://other.example", ""]) {
    const headers: Record<string, string> = origin === "" ? {} : { origin };
    const request = new Request("http://localhost/", { headers });
    observe(of(OriginPolicy, "corsHeaders"), origin || "none", policy.corsHeaders(request));
  }
}

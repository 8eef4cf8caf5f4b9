import { expect, test } from "bun:test";
import { isLoopbackAddress, OriginPolicy } from "./origin.ts";

const CASES: [host: string, origin: string | null, hostHeader: string, isAllowed: boolean][] = [
  ["127.0.0.1", null, "127.0.0.1:5000", true],
  ["127.0.0.1", "http://localhost:3000", "localhost:5000", true],
  ["127.0.0.1", "http://127.0.0.1:5000", "127.0.0.1:5000", true],
  ["127.0.0.1", "http://[::1]:5000", "[::1]:5000", true],
  ["127.0.0.1", "https://desk.example", "localhost:5000", true],
  ["127.0.0.1", "https://desk.example:444", "localhost:5000", false],
  ["127.0.0.1", "null", "localhost:5000", false],
  ["127.0.0.1", "https://localhost.evil.example", "localhost:5000", false],
  ["127.0.0.1", "https://127.0.0.1.evil.example", "localhost:5000", false],
  // DNS rebinding: the stranger's name leads to this machine
  ["127.0.0.1", "http://evil.example:5000", "evil.example:5000", false],
  // bound to the network: the page that this server delivered itself
  ["0.0.0.0", "http://engine.lan:5000", "engine.lan:5000", true],
  ["0.0.0.0", "http://other.lan:5000", "engine.lan:5000", false],
];

test.each(CASES)(
  "bound to %s: origin %s asking %s is allowed: %p",
  (host, origin, header, isAllowed) => {
    expect(new OriginPolicy(host, ["https://desk.example"]).allows(origin, header)).toBe(isAllowed);
  },
);

test("* allows every page, null too", () => {
  expect(new OriginPolicy("127.0.0.1", ["*"]).allows("null", "localhost:5000")).toBe(true);
});

test("loopback addresses", () => {
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) {
    expect(isLoopbackAddress(address)).toBe(true);
  }
  for (const address of ["10.0.0.1", "::2", "fe80::1", "", "128.0.0.1"]) {
    expect(isLoopbackAddress(address)).toBe(false);
  }
});

import { expect, test } from "bun:test";
import { canonical } from "./answer.ts";

test("tells apart what JSON does not, and not what does not matter", () => {
  expect(canonical({ b: 1, a: [Number.NaN, -0, 1 / 0] })).toBe('{"a":[NaN,-0,Infinity],"b":1}');
  expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }));
  expect(canonical(0.1 + 0.2)).toBe("0.3");
  expect(canonical(1e6 + 1e-5)).not.toBe(canonical(1e6));
  expect(canonical(new Float64Array([1, 2]))).toBe("[1,2]");
  expect(canonical(undefined)).not.toBe(canonical(null));
});

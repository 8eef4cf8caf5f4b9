/**
 * How a case reports what a module does.
 *
 * `x.cases.ts` stands beside `x.ts`. Its default export runs the real code on fixed input and reports
 * what came out, function by function. `bun test` compares each answer with the known one, a test of
 * its own; `bun run diagnose` runs the same files in a worker and names the function that deviates.
 *
 * A case is deterministic (no clock, no chance, no environment), leaves nothing behind, needs no
 * network, and takes milliseconds: it also runs inside a living engine.
 */

/** A class, its constructor private or not. */
interface ClassLike {
  readonly name: string;
  readonly prototype: object;
}

/** A member of a class. */
export class Member {
  readonly className: string;
  readonly name: string;

  constructor(className: string, name: string) {
    this.className = className;
    this.name = name;
  }
}

/**
 * What an answer comes from: an exported function or class itself, a public member (`of(Router,
 * "route")`), an exported constant (`{ LIMITS }`), or the name of what a module keeps to itself
 * (`"#handle"`, `"isLate"`). The compiler checks all but the last, which a test looks up in the file.
 */
export type Subject = string | { readonly name: string } | Readonly<Record<string, unknown>>;

/**
 * Reports one answer. `fact`: what was asked, unique per subject; `value`: anything that JSON can
 * hold, NaN and Infinity included; typed arrays count as lists. `expected`: the known answer; without
 * it the answer is looked up in `cases.snap` of the folder.
 */
export type Observe = (subject: Subject, fact: string, value: unknown, expected?: unknown) => void;

/** The default export of `x.cases.ts`. Throwing is an answer, too: the stack names the place. */
export type Cases = (observe: Observe) => void | Promise<void>;

/** A public member of a class, static ones included; "constructor" is how it begins. */
export function of<C extends ClassLike>(
  owner: C,
  member: (keyof C["prototype"] | keyof C | "constructor") & string,
): Member {
  return new Member(owner.name, member);
}

/** The name under which the answers of a subject are kept. */
export function subjectName(subject: Subject): string {
  if (typeof subject === "string") return subject;
  if (typeof subject === "function" || subject instanceof Member) return String(subject.name);
  const names = Object.keys(subject);
  if (names.length !== 1) throw new Error(`Invariant: a subject has one name, was ${names.join()}`);
  return names[0]!;
}

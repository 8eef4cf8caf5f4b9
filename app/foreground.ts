/**
 * Takes the terminal's foreground, so that Ctrl-C reaches the engine and nobody else.
 *
 * A terminal sends SIGINT to every process of its foreground group. Started as `bun run engine` or
 * through npx, the engine drains and exits 0, but the wrappers around it got the signal too and report
 * 130, as if the run had failed. As job-control shells do for a job, the engine therefore makes a group
 * of its own the terminal's foreground, and gives it back when it ends. Without a terminal, or where
 * the C library is not found, nothing changes.
 */
import { dlopen, FFIType } from "bun:ffi";

const STDIN = 0;
/** The same number on Linux and macOS. */
const SIGTTOU = 22;
const SIG_IGN = 1;
const LIBRARIES = process.platform === "darwin" ? ["libSystem.B.dylib"] : ["libc.so.6", "libc.so"];

function open(name: string) {
  const { i32, i64 } = FFIType;
  try {
    return dlopen(name, {
      getpgrp: { args: [], returns: i32 },
      tcgetpgrp: { args: [i32], returns: i32 },
      tcsetpgrp: { args: [i32, i32], returns: i32 },
      setpgid: { args: [i32, i32], returns: i32 },
      signal: { args: [i32, i64], returns: i64 },
    }).symbols;
  } catch {
    return undefined; // a platform without this library: Ctrl-C then works as everywhere
  }
}

/** Takes the foreground when this process has a terminal to itself; returns how to give it back. */
export function takeForeground(): () => void {
  const nothing = () => undefined;
  if (process.stdin.isTTY !== true || process.platform === "win32") return nothing;
  const c = LIBRARIES.map(open).find((library) => library !== undefined);
  if (c === undefined) return nothing;
  const group = c.getpgrp();
  // In the background already, or leader of the group (started without a wrapper): leave it as it is.
  if (c.tcgetpgrp(STDIN) !== group || group === process.pid) return nothing;
  // From a background group, tcsetpgrp would stop this process with SIGTTOU.
  c.signal(SIGTTOU, SIG_IGN);
  if (c.setpgid(0, 0) !== 0 || c.tcsetpgrp(STDIN, process.pid) !== 0) return nothing;
  // Stopped by Ctrl-Z this group would keep the terminal from the shell, which sees only the wrapper.
  const ignore = () => undefined;
  process.on("SIGTSTP", ignore);
  return () => {
    process.off("SIGTSTP", ignore);
    c.tcsetpgrp(STDIN, group);
  };
}

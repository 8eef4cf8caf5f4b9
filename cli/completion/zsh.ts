/** Completion for zsh: `bun run NAME …` in this repository; anything else is left to who had it before. */
import type { CommandNode } from "./command-tree.ts";
import { shellTables } from "./shell-tables.ts";

export function zshScript(trees: readonly CommandNode[]): string {
  return `# Tickscope, completion for zsh. To use it, after compinit: source <(bun run --silent completion zsh)
${shellTables(trees)}${FUNCTION}`;
}

const FUNCTION = `: \${_tickscope_before=\${_comps[bun]}}
_tickscope_complete() {
  local at=$words[3] values i
  if (( CURRENT < 4 )) || [[ $words[2] != run ]] || ! _tickscope_is "$at" || ! _tickscope_here; then
    [[ -n $_tickscope_before ]] && $_tickscope_before "$@"
    (( CURRENT == 3 )) && [[ $words[2] == run ]] && _tickscope_here && compadd -- \${=$(_tickscope_names)}
    return
  fi
  for ((i = 4; i < CURRENT; i++)); do
    _tickscope_is "$at $words[i]" && at="$at $words[i]"
  done
  values=$(_tickscope_value "$at" "$words[CURRENT-1]") || values=$(_tickscope_words "$at")
  [[ " $values " == *" @file "* ]] && _files
  compadd -- \${=values//@file/}
}
compdef _tickscope_complete bun
`;

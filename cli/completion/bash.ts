/** Completion for bash: `bun run NAME …` in this repository; anything else falls back to the previous completion. */
import type { CommandNode } from "./command-tree.ts";
import { shellTables } from "./shell-tables.ts";

export function bashScript(trees: readonly CommandNode[]): string {
  return `# Tickscope, completion for bash. To use it: source <(bun run --silent completion bash)
${shellTables(trees)}${FUNCTION}`;
}

const FUNCTION = `if [ -z "\${_tickscope_before+set}" ]; then
  _tickscope_before=$(complete -p bun 2>/dev/null | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p')
fi
_tickscope_complete() {
  COMPREPLY=()
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path=\${COMP_WORDS[2]} i values
  if [ "$COMP_CWORD" -lt 3 ] || [ "\${COMP_WORDS[1]}" != run ] || ! _tickscope_is "$path" || ! _tickscope_here; then
    [ -n "$_tickscope_before" ] && "$_tickscope_before" "$@"
    if [ "$COMP_CWORD" -eq 2 ] && [ "\${COMP_WORDS[1]}" = run ] && _tickscope_here; then
      mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$(_tickscope_names)" -- "$cur")
    fi
    return
  fi
  for ((i = 3; i < COMP_CWORD; i++)); do
    _tickscope_is "$path \${COMP_WORDS[i]}" && path="$path \${COMP_WORDS[i]}"
  done
  values=$(_tickscope_value "$path" "$prev") || values=$(_tickscope_words "$path")
  case " $values " in *" @file "*) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;; esac
  mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "\${values//@file/}" -- "$cur")
}
complete -o bashdefault -o filenames -F _tickscope_complete bun
`;

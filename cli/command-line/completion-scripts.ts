import type { Options } from './given.ts';

/** Shells that can be told what completes a word. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A command, as completions see it. */
export interface Completed {
  readonly name: string;
  readonly about: string;
  readonly options: Options;
  readonly words: readonly string[];
}

/** The script that completes commands, their words and options; where a value is wanted, files. */
export const completionScript = (shell: Shell, commands: readonly Completed[]): string => SCRIPTS[shell](commands);

const flags = ({ options }: Completed): readonly string[] => [...new Set([...Object.keys(options), 'help'])];
const takesValue = ({ options }: Completed, name: string): boolean => options[name]?.type === 'string';
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function bash(commands: readonly Completed[]): string {
  const valued = [...new Set(commands.flatMap((one) => flags(one).filter((name) => takesValue(one, name))))];
  return `# To use it: source <(sluice completion bash)
_sluice() {
  local word=\${COMP_WORDS[COMP_CWORD]} choices
  case "\${COMP_WORDS[COMP_CWORD - 1]}" in
    ${valued.map((name) => `--${name}`).join('|')}) COMPREPLY=(); return ;;
  esac
  case "$COMP_CWORD:\${COMP_WORDS[1]}" in
    1:*) choices=${quoted([...commands.map(({ name }) => name), 'help', '--help', '--version'].join(' '))} ;;
    *:help) choices=${quoted(commands.map(({ name }) => name).join(' '))} ;;
${commands
  .map(
    (one) =>
      `    *:${one.name}) choices=${quoted([...one.words, ...flags(one).map((name) => `--${name}`)].join(' '))} ;;`,
  )
  .join('\n')}
  esac
  COMPREPLY=($(compgen -W "$choices" -- "$word"))
}
complete -o default -F _sluice sluice
`;
}

function zsh(commands: readonly Completed[]): string {
  const argument = (one: Completed, name: string): string =>
    quoted(takesValue(one, name) ? `*--${name}:value:_files` : `--${name}`);
  const described = commands.map(({ name, about }) => quoted(`${name}:${about}`));
  return `#compdef sluice
# To use it: source <(sluice completion zsh), after compinit
_sluice() {
  local -a commands=(${described.join(' ')} 'help:tells about a command')
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT -= 1 ))
  case $command in
    help) _describe command commands ;;
${commands
  .map((one) => {
    const words = one.words.length === 0 ? [] : [quoted(`*:word:(${one.words.join(' ')})`)];
    return `    ${one.name}) _arguments ${[...flags(one).map((name) => argument(one, name)), ...words].join(' ')} ;;`;
  })
  .join('\n')}
  esac
}
if [[ $funcstack[1] == _sluice ]]; then _sluice "$@"; else compdef _sluice sluice; fi
`;
}

function fish(commands: readonly Completed[]): string {
  const first = '-n __fish_use_subcommand';
  const lines = commands.flatMap((one) => {
    const on = `complete -c sluice -n '__fish_seen_subcommand_from ${one.name}'`;
    return [
      `complete -c sluice -f ${first} -a ${one.name} -d ${quoted(one.about)}`,
      ...(one.words.length === 0 ? [] : [`${on} -f -a ${quoted(one.words.join(' '))}`]),
      ...flags(one).map((name) => `${on} -l ${name}${takesValue(one, name) ? ' -r' : ' -f'}`),
    ];
  });
  return [
    '# To use it: sluice completion fish | source',
    ...lines,
    `complete -c sluice -f ${first} -a help -d 'tells about a command'`,
    `complete -c sluice -n '__fish_seen_subcommand_from help' -f -a ${quoted(commands.map(({ name }) => name).join(' '))}`,
    `complete -c sluice ${first} -l version -f`,
    '',
  ].join('\n');
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Completed[]) => string>> = { bash, zsh, fish };

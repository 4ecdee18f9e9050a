import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One call that the script made, as the program got it. */
export interface Call {
  readonly program: 'gcloud' | 'gh';
  /** Words before the first flag. */
  readonly words: readonly string[];
  /** Flags in their order; `--x=y` and `-f x` alike. */
  readonly flags: readonly (readonly [string, string | undefined])[];
  readonly stdin: string;
}

export interface Played {
  readonly calls: readonly Call[];
  readonly status: number | null;
  /** What it printed for people to do. */
  readonly printed: string;
  readonly said: string;
}

/** What the two programs answer, by a pattern of bash on the words of a call; everything else is answered with nothing, and well. */
export type Answers = Readonly<Record<string, { readonly says?: string; readonly fails?: true }>>;

const SEPARATOR = '\u001F';
const END = '\u001E';

/** Runs a script with programs in place of `gcloud` and `gh` that write down what they were asked. @param typed what somebody types */
export function runScript(script: string, answers: Answers, typed = ''): Played {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-setup-'));
  try {
    const log = join(folder, 'log');
    writeFileSync(log, '');
    const standIns = join(folder, 'stand-ins.sh');
    writeFileSync(standIns, ['gcloud', 'gh'].map((program) => standIn(program, log, answers)).join(''));
    writeFileSync(join(folder, 'setup.sh'), script);
    const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'setup.sh')], {
      encoding: 'utf8',
      // Functions of the same shell: a script makes hundreds of calls, and each would be a process of its own.
      env: { PATH: process.env['PATH'], BASH_ENV: standIns },
      timeout: 60_000,
      input: typed,
    });
    const calls = readFileSync(log, 'utf8')
      .split(END)
      .filter((text) => text !== '')
      .map(callOf);
    return { calls, status, printed: stdout, said: stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const standIn = (program: string, log: string, answers: Answers): string =>
  [
    `${program}() {`,
    "local input='' each IFS=' '",
    'for each in "$@"; do case $each in - | --data-file=-) input=$(cat && printf x) input=${input%x} ;; esac; done',
    "IFS=$'\\x1f'",
    `printf '%s\\x1f%s\\x1f%s\\x1e' ${program} "$input" "$*" >> '${log}'`,
    "IFS=' '",
    `case "${program} $*" in`,
    ...Object.entries(answers).map(
      ([pattern, { says = '', fails }]) =>
        `${pattern}) printf '%s' '${says.replaceAll("'", `'\\''`)}'; return ${fails ? 1 : 0} ;;`,
    ),
    'esac',
    '}',
    '',
  ].join('\n');

function callOf(text: string): Call {
  const [program, stdin = '', ...args] = text.split(SEPARATOR);
  const first = args.findIndex((each) => each.startsWith('-'));
  const flags: [string, string | undefined][] = [];
  const rest = args.slice(first < 0 ? args.length : first);
  const words = args.slice(0, first < 0 ? args.length : first);
  for (let at = 0; at < rest.length; at += 1) {
    const each = rest[at] ?? '';
    const [, name = '', value] = /^(--?[^=]+)(?:=(.*))?$/s.exec(each) ?? [];
    const next = rest[at + 1];
    if (!each.startsWith('-')) words.push(each);
    else if (program === 'gh' && name !== '--paginate' && next !== undefined) {
      flags.push([name, next]);
      at += 1;
    } else flags.push([name, value]);
  }
  return { program: program === 'gh' ? 'gh' : 'gcloud', words, flags, stdin };
}

export const flag = ({ flags }: Call, name: string): string | undefined => flags.find(([each]) => each === name)?.[1];

import { parseArgs } from 'node:util';
import type { RequestedEvent } from '../../rehearsal/requested-event.ts';

/** What is rehearsed, and how. */
export interface RehearseOptions {
  /** Reviewers say yes without being asked. */
  readonly approve: boolean;
  readonly cluster: 'embedded' | 'real';
  /** `undefined`: the whole story. */
  readonly event: RequestedEvent | undefined;
}

/** What the arguments mean. `refused` has one sentence for people. */
export type ParsedArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'rehearse'; readonly options: RehearseOptions };

/** Neither 0 nor 1: GitHub might go on where the rehearsal cannot. */
export const EXIT_NOT_REHEARSED = 3;

export const USAGE = `Usage: sluice rehearse [options]

Rehearses the generated workflows on this machine: GitHub, its runner, a registry and a cluster are stood in for. Without
--event it tells the whole story, from a feature branch to production and back.

  --approve            reviewers say yes without being asked (for scripts)
  --cluster KIND       embedded: a cluster in this process (default); real: the one of "npm run cluster"
  --event KIND         runs the files for one event on a scratch copy: push, pull_request or workflow_dispatch
  --ref BRANCH         branch that is pushed to, the pull request comes from, or the dispatch names (default: main;
                       pull_request: feature/rehearsal)
  --workflow FILE      the file that is dispatched, for example rollback.yml
  --input NAME=VALUE   an input of the dispatch; can be repeated
  --help               this text

Exit codes: 0 everything went as it must, 1 it did not, 2 the command was not understood, ${EXIT_NOT_REHEARSED} a workflow does what is not
rehearsed (every such place is listed, and nothing was started), 130 after Ctrl-C, 143 after SIGTERM.`;

const OPTIONS = {
  approve: { type: 'boolean' },
  cluster: { type: 'string' },
  event: { type: 'string' },
  ref: { type: 'string' },
  workflow: { type: 'string' },
  input: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

type OptionName = keyof typeof OPTIONS;
type Given = ReadonlyMap<OptionName, readonly string[]>;

class Refusal extends Error {}

/** Reads the arguments of `sluice rehearse`. Never throws: what is wrong with them is one sentence. */
export function parseRehearseArguments(args: readonly string[]): ParsedArguments {
  try {
    const given = collect(args);
    if (given.has('help')) return { kind: 'help' };
    const cluster = one(given, 'cluster') ?? 'embedded';
    if (cluster !== 'embedded' && cluster !== 'real')
      throw new Refusal(`--cluster is "${cluster}"; wanted embedded or real.`);
    return { kind: 'rehearse', options: { approve: given.has('approve'), cluster, event: requestedEvent(given) } };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', sentence: error.message };
    throw error;
  }
}

function collect(args: readonly string[]): Given {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  const given = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Refusal(`"${token.value}" is not an option of sluice rehearse.`);
    if (token.kind === 'option-terminator') continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) {
      const known = Object.keys(OPTIONS).map((option) => `--${option}`);
      throw new Refusal(`There is no option ${rawName}; sluice rehearse knows ${known.join(', ')}.`);
    }
    if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) throw new Refusal(`${rawName} takes no value, and "${value}" was given.`);
      given.set(name, []);
      continue;
    }
    if (value === undefined || value === '' || value.startsWith('--'))
      throw new Refusal(`${rawName} wants a value, and none was given.`);
    const values = [...(given.get(name) ?? []), value];
    if (values.length > 1 && name !== 'input') throw new Refusal(`${rawName} was given twice: ${values.join(', ')}.`);
    given.set(name, values);
  }
  return given;
}

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
const one = (given: Given, name: OptionName): string | undefined => given.get(name)?.[0];

function requestedEvent(given: Given): RequestedEvent | undefined {
  const kind = one(given, 'event');
  const forbid = (names: readonly OptionName[], reason: string): void => {
    const name = names.find((option) => given.has(option));
    if (name !== undefined) throw new Refusal(`--${name} means something only ${reason}.`);
  };
  switch (kind) {
    case undefined:
      forbid(['ref', 'workflow', 'input'], 'with --event');
      return undefined;
    case 'push':
    case 'pull_request': {
      forbid(['workflow', 'input'], 'with --event workflow_dispatch');
      const branch = branchOf(one(given, 'ref') ?? (kind === 'push' ? 'main' : 'feature/rehearsal'));
      if (kind === 'pull_request' && branch === 'main')
        throw new Refusal('A pull request into main cannot come from main: give another branch with --ref.');
      return { kind, branch };
    }
    case 'workflow_dispatch': {
      const workflow = one(given, 'workflow');
      if (workflow === undefined)
        throw new Refusal('--event workflow_dispatch wants the file that is dispatched: --workflow FILE.');
      const inputs = Object.fromEntries((given.get('input') ?? []).map(assignment));
      return { kind, branch: branchOf(one(given, 'ref') ?? 'main'), workflow, inputs };
    }
    default:
      throw new Refusal(`--event is "${kind}"; wanted push, pull_request or workflow_dispatch.`);
  }
}

/** @see https://git-scm.com/docs/git-check-ref-format */
function branchOf(reference: string): string {
  const branch = reference.replace(/^refs\/heads\//, '');
  const wrong = /^refs\/|^[-/]|\.\.|[\s~^:?*[\\]|@\{|\/\/|\/\.|^\.|[/.]$|\.lock(\/|$)/.test(branch);
  if (wrong) throw new Refusal(`--ref is "${reference}", which names no branch.`);
  return branch;
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Refusal(`--input is "${text}"; wanted NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

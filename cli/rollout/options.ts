import { parseArgs } from 'node:util';
import type { CommandTaker } from '../../domain/knob/knob.ts';
import { KNOBS } from '../../domain/knob/knobs.ts';
import type { RolloutSettings } from '../../domain/knob/settings.ts';
import type { Options } from '../command-line/given.ts';
import { CONFIG_OPTION } from '../config/config-here.ts';
import { type DiffChoices, diffGiven } from './diff-options.ts';
import { knobOptions, optionKnobs, optionOf, settingsGiven } from './knob-options.ts';
import { type NamedObject, OBJECT_WORDS, parseObject } from './named-object.ts';
import { READING_OPTIONS, type ReadingChoices, readingGiven } from './reading-options.ts';

/** How the cluster is reached and how the answer is given: the same for every command. */
export interface Common {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly output: 'text' | 'json';
}

export type ManifestSource =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly recursive: boolean }
  | { readonly kind: 'kustomize'; readonly directory: string };

export type RolloutCommand =
  | {
      readonly kind: 'watch';
      readonly common: Common;
      readonly object: NamedObject;
      readonly settings: RolloutSettings;
    }
  | {
      readonly kind: 'apply';
      readonly common: Common;
      readonly source: ManifestSource;
      readonly reading: ReadingChoices;
      readonly service: string | undefined;
      readonly settings: RolloutSettings;
    }
  | {
      readonly kind: 'rollback';
      readonly common: Common;
      readonly service: string;
      readonly to: string;
      readonly settings: RolloutSettings;
    }
  | { readonly kind: 'targets' | 'history'; readonly common: Common; readonly service: string }
  | ({ readonly kind: 'diff'; readonly common: Common } & DiffChoices);

/** What the arguments mean. `refused` has every problem, a sentence each. */
export type ParsedRollout =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'command'; readonly command: RolloutCommand };

const VALUE = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
/** Options that are no knobs. */
const OTHER_OPTIONS = {
  namespace: { ...VALUE, short: 'n' },
  kubeconfig: VALUE,
  context: VALUE,
  filename: { ...VALUE, short: 'f', multiple: true },
  kustomize: { ...VALUE, short: 'k' },
  recursive: { ...FLAG, short: 'R' },
  'cluster-scoped': VALUE,
  'other-namespaces': VALUE,
  'require-digests': FLAG,
  service: VALUE,
  to: VALUE,
  list: FLAG,
  ...CONFIG_OPTION,
  release: VALUE,
  output: { ...VALUE, short: 'o' },
  help: { ...FLAG, short: 'h' },
} as const;
type OptionName = keyof typeof OTHER_OPTIONS;
export const OPTIONS: Options = { ...OTHER_OPTIONS, ...knobOptions(KNOBS) };

const ofKnobs = (command: CommandTaker): readonly string[] => optionKnobs(KNOBS, command).map(optionOf);
const EVERYWHERE: readonly OptionName[] = ['namespace', 'kubeconfig', 'context', 'output', 'help'];
const OF: Readonly<Record<string, readonly string[]>> = {
  watch: ofKnobs('watch'),
  apply: ['filename', 'kustomize', 'service', ...READING_OPTIONS, ...ofKnobs('apply')],
  rollback: ['to', 'list', ...ofKnobs('rollback')],
  history: [],
  diff: ['config', 'release', 'service'],
};

/** What stands behind `sluice rollout`. */
export const COMMAND_WORDS: readonly string[] = Object.keys(OF);

/** Reads the arguments of `sluice rollout`, and whether the environment has what must not stand there. Never throws. */
export function parseRolloutArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): ParsedRollout {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h') return { kind: 'help' };
  const allowed = Object.hasOwn(OF, name) ? OF[name] : undefined;
  if (allowed === undefined) {
    const wrong = name === '' ? 'sluice rollout wants a command' : `There is no command "sluice rollout ${name}"`;
    return { kind: 'refused', problems: [`${wrong}: one of ${Object.keys(OF).join(', ')}. See --help.`] };
  }
  const problems: string[] = [];
  const given = collect(name, [...allowed, ...EVERYWHERE], rest, problems);
  if (given.values.has('help')) return { kind: 'help' };
  const settings = settingsGiven(given.values, environment, problems);
  const command = commandOf(name, given, settings, problems);
  return problems.length > 0 || command === undefined ? { kind: 'refused', problems } : { kind: 'command', command };
}

interface Given {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

function collect(command: string, allowed: readonly string[], args: readonly string[], problems: string[]): Given {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      positionals.push(token.value);
      continue;
    }
    const { rawName, value } = token;
    const name = allowed.find((option) => option === token.name);
    if (name === undefined) {
      const known = allowed.map((option) => `--${option}`).join(', ');
      problems.push(`sluice rollout ${command} has no option ${rawName}; it knows ${known}.`);
    } else if (OPTIONS[name]?.type === 'boolean') {
      if (value !== undefined) problems.push(`${rawName} takes no value, and "${value}" was given.`);
      values.set(name, []);
    } else if (value === undefined || value === '' || value.startsWith('--')) {
      problems.push(`${rawName} wants a value, and none was given.`);
    } else {
      const all = [...(values.get(name) ?? []), value];
      if (all.length > 1 && OPTIONS[name]?.multiple !== true)
        problems.push(`${rawName} was given twice: ${all.join(', ')}.`);
      values.set(name, all);
    }
  }
  return { values, positionals };
}

function commandOf(
  name: string,
  { values, positionals }: Given,
  settings: RolloutSettings | undefined,
  problems: string[],
): RolloutCommand | undefined {
  const one = (option: OptionName): string | undefined => values.get(option)?.[0];
  const output = one('output') ?? 'text';
  if (output !== 'text' && output !== 'json') problems.push(`--output is "${output}"; wanted text or json.`);
  const common: Common = {
    kubeconfig: one('kubeconfig'),
    context: one('context'),
    namespace: one('namespace'),
    output: output === 'json' ? 'json' : 'text',
  };
  const [argument, ...more] = positionals;
  if (name === 'diff') {
    const choices = diffGiven({ one, positionals, problems });
    return choices && { kind: 'diff', common, ...choices };
  }
  const unwanted = name === 'apply' ? positionals : more;
  if (unwanted.length > 0) problems.push(`sluice rollout ${name} does not take "${unwanted.join(' ')}".`);
  switch (name) {
    case 'watch': {
      const object = parseObject(argument ?? '');
      if (object === undefined)
        problems.push(
          `sluice rollout watch wants what to look at, such as deployment/api; kinds are ${OBJECT_WORDS}${argument === undefined ? '' : `, and "${argument}" was given`}.`,
        );
      return object && settings && { kind: 'watch', common, object, settings };
    }
    case 'apply': {
      const source = sourceOf(values.get('filename') ?? [], one('kustomize'), values.has('recursive'), problems);
      const reading = readingGiven({ one, requireDigests: values.has('require-digests'), problems });
      const service = one('service');
      if (service !== undefined) checkName(service, '--service', problems);
      return source && settings && { kind: 'apply', common, source, reading, service, settings };
    }
    default: {
      if (argument === undefined) problems.push(`sluice rollout ${name} wants the name of the service, such as api.`);
      // People name what they see: deployment/api.
      const service = (argument ?? '').replace(/^[A-Za-z]+\//, '');
      if (argument !== undefined) checkName(service, 'The service', problems);
      if (name === 'history') return { kind: 'history', common, service };
      if (!values.has('list')) return settings && { kind: 'rollback', common, service, to: one('to') ?? '', settings };
      if (values.has('to')) problems.push('--list changes nothing, so it takes no --to: leave one of them out.');
      return { kind: 'targets', common, service };
    }
  }
}

function sourceOf(
  paths: readonly string[],
  directory: string | undefined,
  recursive: boolean,
  problems: string[],
): ManifestSource | undefined {
  if (recursive && directory !== undefined) problems.push('-R means nothing with -k: a kustomization names its files.');
  if (paths.filter((path) => path === '-').length > 1) problems.push('-f - was given twice: standard input ends once.');
  if (paths.length > 0 && directory === undefined) return { kind: 'files', paths, recursive };
  if (paths.length === 0 && directory !== undefined) return { kind: 'kustomize', directory };
  problems.push('sluice rollout apply wants manifests: either -f FILE or DIR, or -k DIR.');
  return undefined;
}

export function checkName(name: string, what: string, problems: string[]): void {
  if (!/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name))
    problems.push(`${what} is "${name}"; wanted a name of Kubernetes: lower-case letters, digits, "-" and ".".`);
}

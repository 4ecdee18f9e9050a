import { parseArgs } from 'node:util';
import { type Seconds, seconds } from '../../domain/seconds.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { parseGraces } from '../../domain/verdict/grace-words.ts';
import type { Graces } from '../../domain/verdict/graces.ts';
import { type NamedObject, OBJECT_WORDS, parseObject } from './named-object.ts';
import { READING_OPTIONS, type ReadingChoices, readingGiven } from './reading-options.ts';
import { CANARY_OPTIONS, METRIC_TOKEN, STRATEGY_OPTIONS, strategyGiven } from './strategy-options.ts';
import { takeOverGiven } from './take-over-option.ts';

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

/** What is waited for, and how long: the timeout, the stable time, and graces that differ from the defaults. */
export type Durations = Pick<Graces, 'timeout' | 'stableFor'> & Partial<Graces>;

export type RolloutCommand =
  | {
      readonly kind: 'watch';
      readonly common: Common;
      readonly object: NamedObject;
      readonly durations: Durations;
    }
  | {
      readonly kind: 'apply';
      readonly common: Common;
      readonly source: ManifestSource;
      readonly reading: ReadingChoices;
      readonly service: string | undefined;
      readonly strategy: Strategy;
      readonly durations: Durations;
      /** `undefined`: a failure is left as it is. */
      readonly rollback: Seconds | undefined;
      /** Whether what earlier states had and this one lacks is deleted. */
      readonly prune?: true;
      readonly takeOver: readonly string[] | undefined;
      readonly watchAfter: Seconds;
    }
  | {
      readonly kind: 'rollback';
      readonly common: Common;
      readonly service: string;
      readonly to: string;
      readonly strategy: Strategy;
      readonly durations: Durations;
      readonly takeOver: readonly string[] | undefined;
    }
  | { readonly kind: 'targets' | 'history'; readonly common: Common; readonly service: string };

/** What the arguments mean. `refused` has every problem, a sentence each. */
export type ParsedRollout =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'command'; readonly command: RolloutCommand };

const VALUE = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
export const OPTIONS = {
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
  'take-over': { ...VALUE, multiple: true },
  timeout: VALUE,
  'stable-for': VALUE,
  graces: VALUE,
  'rollback-timeout': VALUE,
  'no-rollback': FLAG,
  prune: FLAG,
  'watch-after': VALUE,
  strategy: VALUE,
  bake: VALUE,
  'scale-down-delay': VALUE,
  steps: VALUE,
  traffic: VALUE,
  'metric-url': VALUE,
  'metric-value': VALUE,
  'metric-samples': VALUE,
  'metric-tolerance': VALUE,
  'metric-minimum': VALUE,
  to: VALUE,
  list: FLAG,
  output: { ...VALUE, short: 'o' },
  help: { ...FLAG, short: 'h' },
} as const;
type OptionName = keyof typeof OPTIONS;

const DURATION_OPTIONS = ['timeout', 'stable-for', 'graces'] as const;
const EVERYWHERE: readonly OptionName[] = ['namespace', 'kubeconfig', 'context', 'output', 'help'];
const OF: Readonly<Record<string, readonly OptionName[]>> = {
  watch: DURATION_OPTIONS,
  apply: [
    ...([
      'filename',
      'kustomize',
      'service',
      'take-over',
      'rollback-timeout',
      'no-rollback',
      'prune',
      'watch-after',
    ] as const),
    ...READING_OPTIONS,
    ...DURATION_OPTIONS,
    ...STRATEGY_OPTIONS,
    ...CANARY_OPTIONS,
  ],
  rollback: ['to', 'list', 'take-over', ...DURATION_OPTIONS, ...STRATEGY_OPTIONS],
  history: [],
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
  const hasToken = (environment[METRIC_TOKEN] ?? '') !== '';
  const command = commandOf(name, given, hasToken, problems);
  return problems.length > 0 || command === undefined ? { kind: 'refused', problems } : { kind: 'command', command };
}

interface Given {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

function collect(command: string, allowed: readonly OptionName[], args: readonly string[], problems: string[]): Given {
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
    } else if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) problems.push(`${rawName} takes no value, and "${value}" was given.`);
      values.set(name, []);
    } else if (value === undefined || value === '' || value.startsWith('--')) {
      problems.push(`${rawName} wants a value, and none was given.`);
    } else {
      const all = [...(values.get(name) ?? []), value];
      if (all.length > 1 && !('multiple' in OPTIONS[name]))
        problems.push(`${rawName} was given twice: ${all.join(', ')}.`);
      values.set(name, all);
    }
  }
  return { values, positionals };
}

function commandOf(
  name: string,
  { values, positionals }: Given,
  hasToken: boolean,
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
  const time = (option: OptionName, otherwise: number): Seconds => {
    const text = one(option);
    const parsed = text === undefined ? seconds(otherwise) : parseTime(text);
    if (parsed === undefined) problems.push(`--${option} is "${text}"; wanted a time such as 90, 90s or 5m.`);
    return parsed ?? seconds(otherwise);
  };
  const durations = {
    ...gracesGiven(one('graces') ?? '', problems),
    timeout: time('timeout', 600),
    stableFor: time('stable-for', 10),
  };
  const strategy = strategyGiven({ one, time, hasToken, problems });
  const takeOver = takeOverGiven(values.get('take-over'), problems);
  const [argument, ...more] = positionals;
  const unwanted = name === 'apply' ? positionals : more;
  if (unwanted.length > 0) problems.push(`sluice rollout ${name} does not take "${unwanted.join(' ')}".`);
  switch (name) {
    case 'watch': {
      const object = parseObject(argument ?? '');
      if (object === undefined)
        problems.push(
          `sluice rollout watch wants what to look at, such as deployment/api; kinds are ${OBJECT_WORDS}${argument === undefined ? '' : `, and "${argument}" was given`}.`,
        );
      return object && { kind: 'watch', common, object, durations };
    }
    case 'apply': {
      const source = sourceOf(values.get('filename') ?? [], one('kustomize'), values.has('recursive'), problems);
      const reading = readingGiven({ one, requireDigests: values.has('require-digests'), problems });
      const rollback = time('rollback-timeout', 300);
      if (values.has('no-rollback') && values.has('rollback-timeout'))
        problems.push('--rollback-timeout means nothing with --no-rollback: leave one of them out.');
      const service = one('service');
      if (service !== undefined) checkName(service, '--service', problems);
      return (
        source && {
          kind: 'apply',
          common,
          source,
          reading,
          service,
          durations,
          strategy,
          takeOver,
          rollback: values.has('no-rollback') ? undefined : rollback,
          ...(values.has('prune') ? { prune: true } : {}),
          watchAfter: time('watch-after', 0),
        }
      );
    }
    default: {
      if (argument === undefined) problems.push(`sluice rollout ${name} wants the name of the service, such as api.`);
      // People name what they see: deployment/api.
      const service = (argument ?? '').replace(/^[A-Za-z]+\//, '');
      if (argument !== undefined) checkName(service, 'The service', problems);
      if (name === 'history') return { kind: 'history', common, service };
      if (!values.has('list'))
        return { kind: 'rollback', common, service, to: one('to') ?? '', strategy, durations, takeOver };
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

function gracesGiven(text: string, problems: string[]): Partial<Graces> {
  try {
    return parseGraces(text);
  } catch (error) {
    problems.push(`--graces: ${(error as Error).message}`);
    return {};
  }
}

function checkName(name: string, what: string, problems: string[]): void {
  if (!/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name))
    problems.push(`${what} is "${name}"; wanted a name of Kubernetes: lower-case letters, digits, "-" and ".".`);
}

function parseTime(text: string): Seconds | undefined {
  const [, number = '', unit] = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(text) ?? [];
  return number === '' ? undefined : seconds(Number(number) * (unit === 'm' ? 60 : 1));
}

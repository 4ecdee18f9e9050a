import { assertNever } from '../../domain/brand.ts';
import type { ActionReference } from '../language/action-reference.ts';
import type { Step, WorkingStep } from '../language/step.ts';
import type { AnyValue } from '../language/values.ts';
import { conditionNode, valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry, type YamlMapping } from './yaml-node.ts';

/** A step. Its id is written only where something refers to it, or somebody chose it. */
export function stepNode(step: Step, written: ReadonlySet<string>): YamlMapping {
  switch (step.kind) {
    case 'parallel':
      return mapping(entry('parallel', sequence(step.steps.map((each) => workNode(each, written)))));
    case 'wait':
      return mapping(...waitingEntries(step, written), waitEntry(step.targets));
    case 'cancel':
      return mapping(...waitingEntries(step, written), entry('cancel', step.target.id));
    case 'uses':
    case 'run':
      return workNode(step, written);
    default:
      return assertNever(step);
  }
}

type Waiting = Extract<Step, { readonly kind: 'wait' | 'cancel' }>;

const waitingEntries = ({ name, handle, continueOnError }: Waiting, written: ReadonlySet<string>) => [
  entry('name', name),
  written.has(handle.id) ? entry('id', handle.id) : undefined,
  valueEntry('continue-on-error', continueOnError),
];

function waitEntry(targets: Extract<Step, { readonly kind: 'wait' }>['targets']): YamlEntry {
  if (targets === undefined) return entry('wait-all', true);
  const [only, ...others] = targets;
  return only !== undefined && others.length === 0
    ? entry('wait', only.id)
    : entry('wait', sequence(targets.map(({ id }) => scalar(id))));
}

const workNode = (step: WorkingStep, written: ReadonlySet<string>): YamlMapping =>
  mapping(
    entry('name', valueNode(step.title)),
    written.has(step.handle.id) ? entry('id', step.handle.id) : undefined,
    step.if === undefined ? undefined : entry('if', conditionNode(step.if)),
    step.background ? entry('background', true) : undefined,
    valueEntry('continue-on-error', step.continueOnError),
    valueEntry('timeout-minutes', step.timeoutMinutes),
    ...(step.kind === 'uses'
      ? [usesEntry(step.uses), valuesEntry('with', step.with)]
      : [valueEntry('shell', step.shell), valueEntry('working-directory', step.workingDirectory)]),
    valuesEntry('env', step.env),
    step.kind === 'run' ? entry('run', step.run) : undefined,
  );

/** The version stands behind the commit as a real comment; inside quotes it would become part of the reference. */
const usesEntry = (uses: ActionReference): YamlEntry =>
  uses.kind === 'pinned'
    ? entry('uses', `${uses.name}@${uses.sha}`, { comment: uses.version })
    : entry('uses', uses.path);

/** A key with its value, where there is one. */
export const valueEntry = (key: string, value: AnyValue | undefined): YamlEntry | undefined =>
  value === undefined ? undefined : entry(key, valueNode(value));

/** A mapping of values, or nothing where there are none. */
export const valuesEntry = (
  key: string,
  values: Readonly<Record<string, AnyValue | undefined>> | undefined,
): YamlEntry | undefined => {
  if (values === undefined) return undefined;
  const entries: YamlEntry[] = [];
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value !== undefined) entries.push(entry(name, valueNode(value)));
  }
  return entries.length === 0 ? undefined : entry(key, { kind: 'mapping', entries });
};

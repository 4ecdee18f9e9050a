import type { ActionStep, CancelStep, ScriptStep, StepDefinition, WaitStep, WorkStep } from './definition.ts';
import { unknownKeys } from './known-keys.ts';
import type { ParsedStep } from './parse.ts';
import type { Refusal } from './problems.ts';
import { childOf, isTrue, literalText, literalTexts, type Token } from './token.ts';

/** Reads the steps of a job. A `parallel` group becomes what it is short for: its steps in the background, and one that waits for them.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsparallel */
export function readSteps(
  steps: Token | undefined,
  parsed: readonly ParsedStep[],
  found: Refusal[],
): readonly StepDefinition[] {
  const items = steps?.kind === 'list' ? steps.items : [];
  const taken = new Set(parsed.map(({ id }) => id.toLowerCase()));
  return items.flatMap((token, index): readonly StepDefinition[] => {
    found.push(...unknownKeys('step', token));
    const own = parsed[index] ?? NOTHING;
    const group = childOf(token, 'parallel');
    if (group?.kind !== 'list') return [readStep(token, own)];
    found.push(...group.items.flatMap((item) => unknownKeys('step', item)));
    return readGroup(token, group.items, own, taken);
  });
}

const NOTHING: ParsedStep = { id: '', condition: 'success()', group: [] };

/** @param taken ids of the job, which those that GitHub gives to steps of a group have to differ from */
function readGroup(
  token: Token,
  items: readonly Token[],
  { id, group }: ParsedStep,
  taken: Set<string>,
): readonly StepDefinition[] {
  const steps = items.map((item, index): StepDefinition => {
    const parsed = group[index] ?? NOTHING;
    const own = parsed.id.startsWith('__') ? distinct(parsed.id, taken) : parsed.id;
    return { ...readWork(item, { ...parsed, id: own }), background: true };
  });
  const targets = steps.map((step) => step.id);
  const wait: WaitStep = { ...common(token, id, 'Parallel group'), kind: 'wait', targets };
  return [...steps, wait];
}

function distinct(id: string, taken: Set<string>): string {
  const base = id.replace(/_\d+$/, '');
  let candidate = base;
  for (let count = 2; taken.has(candidate.toLowerCase()); count++) candidate = `${base}_${count}`;
  taken.add(candidate.toLowerCase());
  return candidate;
}

function readStep(token: Token, parsed: ParsedStep): StepDefinition {
  const wait = childOf(token, 'wait');
  if (wait !== undefined) {
    return { ...common(token, parsed.id, 'Wait'), kind: 'wait', targets: literalTexts(wait) } satisfies WaitStep;
  }
  if (childOf(token, 'wait-all') !== undefined) {
    return { ...common(token, parsed.id, 'Wait for all'), kind: 'wait', targets: 'all' } satisfies WaitStep;
  }
  const cancel = literalText(childOf(token, 'cancel'));
  if (cancel !== undefined) {
    return { ...common(token, parsed.id, 'Cancel'), kind: 'cancel', target: cancel } satisfies CancelStep;
  }
  return readWork(token, parsed);
}

/** What any step has. @param name what GitHub calls it where the file does not */
function common(token: Token, id: string, name?: string) {
  const { place } = token;
  return {
    id,
    place,
    name:
      childOf(token, 'name') ?? (name === undefined ? undefined : ({ kind: 'literal', value: name, place } as const)),
    continueOnError: childOf(token, 'continue-on-error'),
  };
}

/** A step that does something itself, in a workflow or in a composite action. */
export function readWork(token: Token, { id, condition }: Pick<ParsedStep, 'id' | 'condition'>): WorkStep {
  const step = {
    ...common(token, id),
    condition,
    env: childOf(token, 'env'),
    timeoutMinutes: childOf(token, 'timeout-minutes'),
    background: isTrue(childOf(token, 'background')),
  };
  const run = childOf(token, 'run');
  if (run?.kind === 'literal' || run?.kind === 'expression') {
    return {
      ...step,
      kind: 'run',
      run,
      shell: childOf(token, 'shell'),
      workingDirectory: childOf(token, 'working-directory'),
    } satisfies ScriptStep;
  }
  const given = childOf(token, 'with');
  return {
    ...step,
    kind: 'uses',
    uses: literalText(childOf(token, 'uses')) ?? '',
    with: given?.kind === 'map' ? given : undefined,
  } satisfies ActionStep;
}

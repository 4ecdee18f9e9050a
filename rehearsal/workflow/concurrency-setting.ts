import { expand } from './expand.ts';
import { evaluateText, type Scope, toText } from './expression.ts';
import { childOf, inFile, type Token } from './token.ts';
import { evaluateBoolean, unexpected } from './typed-value.ts';

/** `concurrency` of a workflow or a job, evaluated. */
export interface ConcurrencySetting {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
}

/** The longest name of a group. */
const LONGEST = 400;

const KEYS: readonly string[] = ['group', 'cancel-in-progress', 'queue'];

const NOTHING = { contexts: {} };

/** GitHub's sentence for a combination that it does not take, wherever it meets it: the documentation says "not allowed", the words are
 *  those of its editor services.
 *  @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
export const BOTH = "'queue: max' cannot be combined with 'cancel-in-progress: true'.";
export const TOO_LONG = `Concurrency group name must be less than ${LONGEST} characters`;
export const isTooLong = (group: string): boolean => group.length > LONGEST;

/** Evaluates `concurrency`, the short form with a group alone included.
 *  @throws with GitHub's sentences; a group without a name is none of them
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToConcurrency) */
export function concurrencySetting(token: Token, scope: Scope): ConcurrencySetting {
  const evaluated = expand(token, scope);
  if (evaluated.kind !== 'map') {
    return { group: named(evaluateText(evaluated, NOTHING), token), cancelInProgress: false, queue: 'single' };
  }
  const other = evaluated.entries.find(({ key }) => !KEYS.includes(key));
  if (other !== undefined) throw new Error(`${inFile(other.place)}: Unexpected value '${other.key}'`);
  const group = childOf(evaluated, 'group');
  const cancel = childOf(evaluated, 'cancel-in-progress');
  const queue = childOf(evaluated, 'queue');
  const setting: ConcurrencySetting = {
    group: named(group === undefined ? '' : evaluateText(group, NOTHING), group ?? token),
    cancelInProgress: cancel !== undefined && evaluateBoolean(cancel, NOTHING),
    queue: queue === undefined ? 'single' : queueOf(queue),
  };
  if (setting.cancelInProgress && setting.queue === 'max') throw new Error(`${inFile(token.place)}: ${BOTH}`);
  return setting;
}

function named(group: string, { place }: Token): string {
  if (group === '') throw new Error(`${inFile(place)}: Concurrency group name cannot be empty`);
  if (isTooLong(group)) throw new Error(`${inFile(place)}: ${TOO_LONG}`);
  return group;
}

function queueOf(token: Token): ConcurrencySetting['queue'] {
  const text = token.kind === 'literal' ? toText(token.value) : '';
  if (text === 'single' || text === 'max') return text;
  throw unexpected(token, token.kind === 'literal' ? token.value : null);
}

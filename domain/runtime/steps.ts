import type { Claim } from '../rules/claim.ts';
import { hasHalfCharacter, isEnvironmentName } from '../rules/names.ts';
import { either, isRecord, listOf, namesTo, number, optional, record, type Shape, text } from '../shape/shape.ts';
import { runtimeWord } from './runtime.ts';
import { commandClaim } from './suite-rules.ts';
import type { ActionStep, CommandStep, SuiteStep } from './suite-step.ts';

/** A test of steps that the author says, in any language. */
export interface StepsSuite {
  readonly runtime: 'steps';
  readonly steps: readonly SuiteStep[];
}

const flag: Shape = (value, at) =>
  typeof value === 'boolean' ? [] : [{ field: at, value, message: 'Wanted a text, a number, true or false.' }];

const both = { name: optional(text), env: optional(namesTo(text)) };
const command = record<CommandStep>({ run: text, ...both });
const action = record<ActionStep>({
  uses: text,
  with: optional(namesTo(either(text, either(number, flag)))),
  ...both,
});

/** What it says first decides what it is. */
const step: Shape = (value, at) => (isRecord(value) && 'uses' in value ? action(value, at) : command(value, at));

const ACTION = /^[A-Za-z0-9][A-Za-z0-9-]*(\/(?!\.\.?(?:\/|$))[\w.-]+)+$/;

export const steps = runtimeWord(
  {
    word: 'steps',
    base: undefined,
    beside: true,
    marks: [],
    sources: /(?!)/,
    tool: undefined,
    fields: { steps: listOf(step) },
    claims: (suite) => [
      { field: 'steps', value: [], holds: suite.steps.length > 0, message: 'A test has one step at least.' },
      ...suite.steps.flatMap((each, index) => stepClaims(each, `steps[${index}]`)),
    ],
    paths: () => [],
    steps: (suite) => suite.steps,
    find: () => undefined,
  },
  /** Any steps, after the checkout: `steps([{ run: 'make test' }])`. */
  (list: readonly SuiteStep[]): StepsSuite => ({ runtime: 'steps', steps: list }),
);

function stepClaims(each: SuiteStep, at: string): readonly Claim[] {
  return [
    'uses' in each
      ? {
          field: `${at}.uses`,
          value: each.uses,
          holds: ACTION.test(each.uses),
          message: 'Wanted the name of an action, "owner/name", and no version: its commit is the lock\'s.',
        }
      : commandClaim(each.run, `${at}.run`),
    ...textClaims(each.name === undefined ? {} : { name: each.name }, at),
    ...('uses' in each ? textClaims(each.with ?? {}, `${at}.with`) : []),
    ...textClaims(each.env ?? {}, `${at}.env`),
    ...Object.keys(each.env ?? {}).map((name) => ({
      field: `${at}.env.${name}`,
      value: name,
      holds: isEnvironmentName(name),
      message: 'A name of an environment variable has letters, digits and "_", and no digit first.',
    })),
  ];
}

const textClaims = (given: Readonly<Record<string, string | number | boolean>>, at: string): readonly Claim[] =>
  Object.entries(given).map(([name, value]) => ({
    field: `${at}.${name}`,
    value,
    holds: typeof value !== 'string' || !(/\$\{\{|[\u0000-\u0008]/.test(value) || hasHalfCharacter(value)),
    message: 'Wanted plain text: no "${{", which GitHub would put something in place of, and nothing that nobody sees.',
  }));

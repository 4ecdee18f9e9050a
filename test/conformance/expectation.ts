import { parse } from 'yaml';

/** What GitHub makes of one case, as its `expected.yml` states it. */
export interface Expectation {
  readonly why: readonly { readonly quote: string; readonly source: string }[];
  readonly event: RaisedEvent;
  readonly runs: Readonly<Record<string, ExpectedRun>>;
}

/** What happens: a push, unless said otherwise. */
export type RaisedEvent =
  | { readonly kind: 'push'; readonly branch: string; readonly message?: string }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'pull_request'; readonly from: string; readonly fork?: string; readonly label?: string }
  | {
      readonly kind: 'workflow_dispatch';
      readonly workflow: string;
      readonly inputs?: Readonly<Record<string, string>>;
    };

export interface ExpectedRun {
  readonly conclusion: string;
  readonly jobs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly log?: Readonly<Record<string, readonly string[]>>;
  readonly 'no-log'?: Readonly<Record<string, readonly string[]>>;
  readonly problems?: readonly string[];
}

const KEYS = {
  case: ['why', 'event', 'runs'],
  why: ['quote', 'source'],
  event: ['kind', 'branch', 'message', 'name', 'from', 'fork', 'label', 'workflow', 'inputs'],
  run: ['conclusion', 'jobs', 'outputs', 'log', 'no-log', 'problems'],
} as const;

/** A page, or a file of a repository with its line: something that a reader can look up. */
const SOURCE = /^https:\/\/\S+$|^[\w-]+\/[\w.-]+ \S+\.\w+(:\d+)?$/;

/** @throws an Error that names what is missing or unknown. */
export function readExpectation(name: string, text: string): Expectation {
  const found: Expectation = parse(text);
  const refuse = (what: string): never => {
    throw new Error(`${name}/expected.yml: ${what}`);
  };
  const check = (where: keyof typeof KEYS, value: object): void => {
    const unknown = Object.keys(value).find((key) => !KEYS[where].some((known) => known === key));
    if (unknown !== undefined) refuse(`"${unknown}" of a ${where} is read by nothing.`);
  };
  check('case', found);
  if (!Array.isArray(found.why) || found.why.length === 0) refuse('there is no quotation under "why".');
  for (const one of found.why) {
    check('why', one);
    if (!(typeof one.quote === 'string' && one.quote.length >= 15))
      refuse('a quotation is missing or too short to find.');
    if (!(typeof one.source === 'string' && SOURCE.test(one.source)))
      refuse(`"${one.source}" is no source to look up.`);
  }
  check('event', found.event ?? refuse('there is no "event".'));
  for (const run of Object.values(found.runs ?? refuse('there is no "runs".'))) {
    check('run', run);
    if (run.problems === undefined && run.jobs === undefined) refuse('a run states neither jobs nor problems.');
  }
  return found;
}

import { celEnv, celMap, parse, plan } from '@bufbuild/cel';

/** Claims of a token of GitHub Actions; one that is `undefined` is not in it. */
export type Token = Readonly<Record<string, string | undefined>>;

const SLUG = 'ai-agent-platform/ai-agent-platform';

/** A token as GitHub mints it for a job of the demo's repository, with both kinds of numbers and the newer `sub`. */
export function tokenOf(of: {
  readonly ref: string;
  readonly file: string;
  readonly event: string;
  readonly environment?: string;
}): Token {
  const where = of.environment === undefined ? `ref:${of.ref}` : `environment:${of.environment}`;
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:ai-agent-platform@140372916/ai-agent-platform@731846205:${where}`,
    repository: SLUG,
    repository_owner: 'ai-agent-platform',
    repository_id: '731846205',
    repository_owner_id: '140372916',
    ref: of.ref,
    ref_type: 'branch',
    event_name: of.event,
    environment: of.environment,
    job_workflow_ref: `${SLUG}/.github/workflows/${of.file}@${of.ref}`,
    run_attempt: '1',
  };
}

/** What a cloud makes of a condition: anything but true denies, an error like a no. */
export function admits(condition: string, token: Token): boolean {
  return evaluate(condition, token) === true;
}

/** Expressions that were asked before: parsing takes longer than evaluating. */
const planned = new Map<string, ReturnType<typeof plan>>();

export function evaluate(expression: string, token: Token): unknown {
  const known = planned.get(expression) ?? plan(celEnv(), parse(expression));
  planned.set(expression, known);
  const claims = Object.entries(token).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known({ assertion: celMap(new Map(claims)) });
}

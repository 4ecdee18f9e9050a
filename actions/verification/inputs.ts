import { type DigestReference, parseDigestReference } from '../../domain/image.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { InsideChecks } from '../../engine/verification/inside-result.ts';
import type { RolledOut } from '../../engine/verification/record-verification.ts';
import { dnsLabel, lines, oneOf, placesOfServices } from '../_shell/input-kinds.ts';

/** Empty lines are services that had nothing to roll out. */
export const parseIds = (text: string): readonly number[] =>
  lines(text).map((line) => {
    if (!/^[1-9]\d{0,15}$/.test(line)) throw new Error(`"${line}" is no id of a record.`);
    return Number(line);
  });

/** What runs inside the tier, where something does. */
export const CHECKS_PARSERS = {
  checks: (text: string) => (text === '' ? undefined : [...placesOfServices(text)]),
  'checks-release': (text: string) => (text === '' ? undefined : parseDigestReference(text)),
};

/** @throws where a part is missing without which nobody finds their Job */
export function checksOfInputs({
  checks,
  'checks-release': release,
  tier,
  namespace,
}: {
  readonly checks: ReturnType<(typeof CHECKS_PARSERS)['checks']>;
  readonly 'checks-release': DigestReference | undefined;
  readonly tier: string;
  readonly namespace: string | undefined;
}): InsideChecks | undefined {
  if (checks === undefined) return undefined;
  const [one, ...more] = checks;
  if (one === undefined || more.length > 0 || namespace === undefined)
    throw new InvalidInput('The inputs', [
      { field: 'checks', value: checks.length, message: 'Wanted one line, and the `namespace` in which they run.' },
    ]);
  const [service, repository] = one;
  return { service, repository, tier, namespace, release };
}

/** A rollout that did not run has no outcome. */
export const parseRollouts = (text: string): readonly RolledOut[] =>
  lines(text).map((line) => {
    const [service = '', ...rest] = line.split(' ').filter((word) => word !== '');
    const [outcome, release] = rest.length === 1 ? [undefined, rest[0]] : rest;
    if (release === undefined || rest.length > 2)
      throw new Error(`"${line}" is no rollout: wanted a service, an outcome, and a release.`);
    return {
      service: dnsLabel(service),
      outcome: outcome === undefined ? undefined : oneOf(...OUTCOMES)(outcome),
      release: parseDigestReference(release),
    };
  });

import { parseDigestReference } from '../../domain/image.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import type { RolledOut } from '../../engine/verification/record-verification.ts';
import { dnsLabel, lines, oneOf } from '../_shell/input-kinds.ts';

/** Empty lines are services that had nothing to roll out. */
export const parseIds = (text: string): readonly number[] =>
  lines(text).map((line) => {
    if (!/^[1-9]\d{0,15}$/.test(line)) throw new Error(`"${line}" is no id of a record.`);
    return Number(line);
  });

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

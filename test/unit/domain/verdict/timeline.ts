import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import { firstObservation, type Observation } from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';
import type { Verdict } from '../../../../domain/verdict/verdict.ts';
import type { Script, Told } from './recorded/script.ts';

/** A stream that never ends a rollout is looked at so often at most. */
const LOOKS = 100;

/** Every verdict on a stream, from our write to its end: looked at when something is seen, and when the verdict before said that it may
 *  change. */
export function timeline(first: Observation, told: readonly Told[]): string {
  const lines: string[] = [];
  const coming = told.toSorted((a, b) => a.second - b.second);
  let observation = first;
  let before: string | undefined;
  let now = 0;
  for (let looks = 0; looks < LOOKS && Number.isFinite(now); looks++) {
    for (let next = coming[0]; next !== undefined && next.second <= now; next = coming[0]) {
      observation = observe(observation, next.fact, next.second * 1000);
      coming.shift();
    }
    const verdict = judge(observation, now * 1000, GRACES);
    const words = said(verdict);
    if (words !== before) lines.push(`${`${now} s`.padStart(8)}  ${words}`);
    before = words;
    const wakeAt = verdict.state === 'progressing' ? verdict.wakeAt / 1000 : Number.POSITIVE_INFINITY;
    now = Math.min(wakeAt, coming[0]?.second ?? Number.POSITIVE_INFINITY);
  }
  return lines.join('\n');
}

export const timelineOf = ({ subject, applied, told }: Script): string =>
  timeline(firstObservation(subject, applied), told);

const INDENT = `\n${' '.repeat(10)}`;

function said(verdict: Verdict): string {
  switch (verdict.state) {
    case 'progressing':
      return `progressing, at least until ${verdict.wakeAt / 1000} s${INDENT}${verdict.sentence}`;
    case 'complete':
    case 'unknown':
      return `${verdict.state}${INDENT}${verdict.sentence}`;
    case 'failed': {
      const { sentence, evidence, remedy, trouble, pods } = verdict;
      const more = evidence.filter((text) => text !== sentence);
      return [
        `failed: ${verdict.class}${trouble === undefined ? '' : ` (${trouble})`}`,
        `${sentence}${evidence[0] === sentence ? '' : ' (not the first of the evidence)'}`,
        ...more.map((text) => `also: ${text}`),
        `next: ${remedy}`,
        ...(pods.length === 0 ? [] : [`pods: ${pods.join(', ')}`]),
      ].join(INDENT);
    }
  }
}

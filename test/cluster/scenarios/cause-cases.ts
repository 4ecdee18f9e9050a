import type { RolloutCase } from './rollout-case.ts';
import { daemonSet, type Images, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });
const SURGES = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const script = (text: string) => ['sh', '-c', text];

/** Failures whose cause is easily missed. */
export const CAUSE_CASES: readonly RolloutCase[] = [
  {
    name: 'R1 a DaemonSet that surges and crashes is rolled back to the pods that it kept',
    id: 'r1',
    before: (images) => daemonSet({ image: images('first') }, SURGES),
    release: (images) => daemonSet({ image: images('crashing') }, SURGES),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /The last good state .* runs again/,
      verdictWithin: 45,
    },
  },
  {
    name: 'R17 the last words are told after a line of ten megabytes',
    id: 'r17-long-line',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: { command: script('head -c 10000000 /dev/zero | tr "\\\\0" x; echo; echo no database; exit 1') },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /It said: "no database"/,
      verdictWithin: 60,
    },
  },
];

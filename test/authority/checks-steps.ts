import { cut, type VerifierStep } from './cuts.ts';
import { isSaid } from './planted-checks.ts';

const OVERTAKEN = 'engine/verification/overtaken.ts';
const STILL = 'now === release.digest && (by === undefined || by.id === run)';

/** Everything that is asked before a tier says what its checks have shown. */
export const CHECKS_STEPS: readonly VerifierStep[] = [
  {
    asks: 'checks: which release runs when they have passed',
    cuts: [cut(OVERTAKEN, STILL, 'by === undefined || by.id === run')],
    attempt: isSaid({ live: 'another release' }),
  },
  {
    asks: 'checks: which run has rolled it out',
    cuts: [cut(OVERTAKEN, STILL, 'now === release.digest')],
    attempt: isSaid({ live: 'of another run' }),
  },
  {
    asks: 'checks: where the bytes lie',
    cuts: [cut('domain/expected.ts', 'if (found === repository) return;', 'if (found !== `${repository}?`) return;')],
    attempt: isSaid({ where: 'services-dev' }),
  },
];

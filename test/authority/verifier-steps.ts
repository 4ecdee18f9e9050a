import type { Planted } from './planted.ts';

/** A text of a source, and what stands there without what it asks. */
export interface Cut {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One thing that a promotion asks of evidence, and what gets in without it. Where two places stop the same, both are cut. */
export interface VerifierStep {
  readonly asks: string;
  readonly cuts: readonly Cut[];
  readonly planted: Planted;
}

const JUDGE = 'domain/evidence/judge-evidence.ts';
const CLAIMED = 'domain/evidence/claimed-run.ts';
const CHOOSE = 'engine/promotion/choose-release.ts';

const cut = (file: string, from: string, to: string): Cut => ({ file, from, to });
/** A condition that is never true. */
const never = (file: string, condition: string): Cut => cut(file, `if (${condition})`, 'if (false as boolean)');

const OUR_TEXT = cut('domain/evidence/in-toto.ts', 'if (kind.text(of) === statement) return', 'return');

export const VERIFIER_STEPS: readonly VerifierStep[] = [
  { asks: 'whether the text is ours to the byte', cuts: [OUR_TEXT], planted: { text: (ours) => `${ours}\n` } },
  {
    asks: 'whether there is a field that evidence does not have',
    cuts: [OUR_TEXT, never('domain/evidence/shape.ts', 'foreign !== undefined')],
    planted: { text: (ours) => ours.replace('"said":', '"approved":true,"said":') },
  },
  {
    asks: 'of which release it is',
    cuts: [never(JUDGE, 'found !== asked')],
    planted: { says: { release: 'another' } },
  },
  {
    asks: 'of which repository it is, of the statement and of its run',
    cuts: [
      never(CLAIMED, 'repository.id !== wanted.repository'),
      never(CLAIMED, 'facts.repository.id !== repository.id'),
    ],
    planted: { says: { repository: 'another' } },
  },
  {
    asks: 'of which service it is',
    cuts: [never(CLAIMED, 'service !== wanted.service')],
    planted: { says: { service: 'web' } },
  },
  {
    asks: 'of which tier it is',
    cuts: [never(JUDGE, 'evidence.tier !== wanted.tier')],
    planted: { says: { tier: 'dev' } },
  },
  {
    asks: 'whether that workflow reaches the tier',
    cuts: [cut(CLAIMED, 'return wanted.workflows.some(', 'return true || wanted.workflows.some(')],
    planted: { run: 'on main', says: { ref: 'refs/heads/main' } },
  },
  {
    asks: 'whether the run is of that workflow',
    cuts: [never(CLAIMED, 'facts.file !== workflow.file || `refs/heads/${facts.branch}` !== workflow.ref')],
    planted: { run: 'on main' },
  },
  {
    asks: 'of which commit the run is',
    cuts: [never(CLAIMED, 'facts.commit !== commit')],
    planted: { says: { commit: 'f'.repeat(40) } },
  },
  {
    asks: 'when the run was created',
    cuts: [never(CLAIMED, 'Date.parse(facts.createdAt) !== Date.parse(run.createdAt)')],
    planted: { says: { createdAt: '2026-03-09T00:00:00Z' } },
  },
  {
    asks: 'whether there was such an attempt',
    cuts: [cut(CLAIMED, 'return run.attempt <= facts.attempt', 'return true || run.attempt <= facts.attempt')],
    planted: { says: { attempt: 2 } },
  },
  {
    asks: 'whether GitHub has the run',
    cuts: [cut(JUDGE, "purpose === 'rollback' || said !== 'complete'", 'purpose !== said')],
    planted: { run: 'nobody knows' },
  },
  {
    asks: 'what was said last',
    cuts: [
      cut(
        'domain/evidence/weigh-evidence.ts',
        'best === undefined || outweighs(each, best) ? each : best',
        "best === undefined || each.said === 'complete' ? each : best",
      ),
    ],
    planted: { since: 'failed' },
  },
  {
    asks: 'whether the commit is on the branch',
    cuts: [never(CHOOSE, '!(await ports.branches.contains(head, commit))')],
    planted: { commit: 'of another branch' },
  },
  {
    asks: 'of which service the release is',
    cuts: [cut('domain/expected.ts', 'if (found === service) return;', 'if (found !== `${service}?`) return;')],
    planted: { release: { service: 'web' } },
  },
  {
    asks: 'for which tier the release is',
    cuts: [
      cut(
        CHOOSE,
        'await fetchExpected(ports.registry, release, { repository: releases, service, tier });',
        'void tier;',
      ),
    ],
    planted: { release: { tier: 'dev' } },
  },
  {
    asks: 'whether something newer runs',
    cuts: [cut('engine/promotion/judge-order.ts', 'return isNewer(live.run, run) ?', 'return live.run === run ?')],
    planted: { live: 'newer' },
  },
];

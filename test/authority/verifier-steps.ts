import { type Cut, cut, never, type VerifierStep } from './cuts.ts';
import { goesUp, type Planted } from './planted.ts';

const JUDGE = 'domain/evidence/judge-evidence.ts';
const CLAIMED = 'domain/evidence/claimed-run.ts';
const CHOOSE = 'engine/promotion/choose-release.ts';
const FORMINGS = 'adapters/github/github-formings.ts';

const OUR_TEXT = cut('domain/evidence/in-toto.ts', 'if (kind.text(of) === statement) return', 'return');

const OF_COMMIT = 'engine/promotion/release-of-commit.ts';
const FORMED = 'formedBy.length > 0 && !(await formings.isFormed(commit, service, formedBy))';

interface Asked {
  readonly asks: string;
  readonly cuts: readonly Cut[];
  readonly planted: Planted;
}

/** Everything that a promotion asks of evidence, and of who formed the release. */
const ASKED: readonly Asked[] = [
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
  {
    asks: 'what began the run',
    cuts: [never(CLAIMED, '!OF_ITS_BRANCH.includes(facts.event)')],
    planted: { run: 'of a pull request' },
  },
  {
    asks: 'whether a run has formed the release',
    cuts: [never(OF_COMMIT, FORMED)],
    planted: { formed: 'by nobody' },
  },
  {
    asks: 'on which branch the release was formed',
    cuts: [cut(FORMINGS, 'each.file === file && each.ref === ref', 'each.file === file')],
    planted: { formed: 'on another branch' },
  },
  {
    asks: 'by which file the release was formed',
    cuts: [cut(FORMINGS, 'each.file === file && each.ref === ref', 'each.ref === ref')],
    planted: { formed: 'by another file' },
  },
  {
    asks: 'what began the run that formed the release',
    cuts: [
      cut(FORMINGS, "{ head_sha: commit, event: 'push' }", '{ head_sha: commit }'),
      cut(FORMINGS, "&& text(run, 'event') === 'push'", ''),
    ],
    planted: { formed: 'by a pull request' },
  },
  {
    asks: 'of which commit the run was that formed the release',
    cuts: [
      cut(FORMINGS, "{ head_sha: commit, event: 'push' }", "{ event: 'push' }"),
      cut(FORMINGS, "&& text(run, 'head_sha') === commit", ''),
    ],
    planted: { formed: 'of another commit' },
  },
  {
    asks: 'whether that step succeeded',
    cuts: [cut(FORMINGS, "&& text(each, 'conclusion') === 'success'", '')],
    planted: { formed: 'and failed' },
  },
  {
    asks: 'of which service that step was',
    cuts: [cut(FORMINGS, "text(each, 'name') === step &&", '')],
    planted: { formed: 'for another service' },
  },
];

export const VERIFIER_STEPS: readonly VerifierStep[] = ASKED.map(({ asks, cuts, planted }) => ({
  ...{ asks: `evidence: ${asks}`, cuts },
  attempt: goesUp(planted),
}));

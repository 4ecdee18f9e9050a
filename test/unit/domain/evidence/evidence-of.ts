import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { RunFacts, WantedEvidence } from '../../../../domain/evidence/judge-evidence.ts';
import type { Evidence } from '../../../../domain/evidence/statement.ts';

export const RELEASE = { repository: 'r.example/p/services/api', digest: digestOf('release') };

/** What staging said of a release, and what was wanted. */
export const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  release: RELEASE,
  repository: { id: 7, name: 'acme/platform' },
  service: 'api',
  tier: 'staging',
  commit: parseCommitSha('a'.repeat(40)),
  run: { id: 40, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  workflow: { file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' },
  said: 'complete',
  approvedBy: [],
  ...over,
});

export const wanted = (over: Partial<WantedEvidence> = {}): WantedEvidence => ({
  release: RELEASE,
  repository: 7,
  service: 'api',
  tier: 'staging',
  workflows: [
    { file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' },
    { file: '.github/workflows/promote.yml', ref: 'refs/heads/main' },
  ],
  purpose: 'promotion',
  ...over,
});

export const run = (over: Partial<RunFacts> = {}): RunFacts => ({
  id: 40,
  repository: { id: 7, name: 'acme/platform' },
  attempt: 1,
  createdAt: '2026-03-01T00:00:00Z',
  commit: parseCommitSha('a'.repeat(40)),
  branch: 'develop',
  event: 'push',
  file: '.github/workflows/deploy.yml',
  ...over,
});

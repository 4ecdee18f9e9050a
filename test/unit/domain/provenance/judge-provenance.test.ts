import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { ImageIdentity } from '../../../../domain/image-identity.ts';
import { aboutOtherImage, otherBuild } from '../../../../domain/provenance/judge-provenance.ts';
import { run } from '../evidence/evidence-of.ts';
import { FILES, facts, job, provenance, wanted } from './provenance-of.ts';

const other = '9'.repeat(40);

describe('provenance', () => {
  it('is accepted of what is wanted, by a job that is as it says', () => {
    expect(aboutOtherImage(provenance(), wanted())).toBeUndefined();
    expect(otherBuild(provenance(), wanted(), facts())).toBeUndefined();
  });

  it.each([
    ['other-image', wanted({ images: 'r.example/p/services-dev/api' })],
    ['other-repository', wanted({ repository: 8 })],
    ['other-service', wanted({ service: 'web' })],
    ['other-workflow', wanted({ workflows: [{ file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' }] })],
    ['other-workflow', wanted({ workflows: [{ file: '.github/workflows/evil.yml', ref: 'refs/heads/develop' }] })],
    ['other-source', wanted({ source: [{ path: 'api', id: other }] })],
    ['other-images', wanted({ taken: [{ name: '', digest: digestOf('newer base') }] })],
    ['other-images', wanted({ taken: [] })],
    ['other-images', wanted({ identity: 'd'.repeat(64) as ImageIdentity })],
  ])('is passed over as of another: %s', (expected, asked) => {
    expect(aboutOtherImage(provenance(), asked)?.code).toBe(expected);
  });

  it.each([
    ['run-gone', facts({ run: undefined })],
    ['other-run', facts({ run: run({ createdAt: '2026-03-02T00:00:00Z' }) })],
    ['other-commit', facts({ run: run({ commit: parseCommitSha('b'.repeat(40)) }) })],
    ['other-workflow', facts({ run: run({ branch: 'feature/evil' }) })],
    ['other-run', facts({ run: run({ event: 'pull_request' }) })],
    ['other-job', facts({ job: undefined })],
    ['other-job', facts({ job: job({ run: 41 }) })],
    ['other-job', facts({ job: job({ attempt: 2 }) })],
    ['other-job', facts({ job: job({ name: 'Build / Build web' }) })],
    ['not-built', facts({ job: job({ steps: [] }) })],
    ['not-built', facts({ job: job({ steps: [{ name: 'Tag the image', conclusion: 'failure' }] }) })],
    ['not-built', facts({ job: job({ steps: [{ name: 'Tag the image', conclusion: 'skipped' }] }) })],
    ['not-built', facts({ job: job({ steps: [...job().steps, ...job().steps] }) })],
    ['other-source', facts({ idAt: (path) => (path === 'api' ? other : (FILES[path] ?? '')) })],
    ['other-source', facts({ idAt: () => '' })],
    ['other-instructions', facts({ idAt: (path) => (path.startsWith('.github') ? other : (FILES[path] ?? '')) })],
  ])('is passed over where GitHub tells otherwise of the build: %s', (expected, found) => {
    expect(otherBuild(provenance(), wanted(), found)?.code).toBe(expected);
  });

  it('says where a branch builds by other instructions', () => {
    const found = facts({ idAt: (path) => (path.startsWith('.github') ? '' : (FILES[path] ?? '')) });
    expect(otherBuild(provenance(), wanted(), found)?.sentence).toBe(
      `The instructions ".github/workflows/build.yml" of commit ${'a'.repeat(40)} is not there; wanted ${'3'.repeat(40)}, as this commit has it.`,
    );
  });
});

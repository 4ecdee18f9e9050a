import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { ImageIdentity } from '../../../../domain/image-identity.ts';
import type { BuildFacts, JobFacts, WantedProvenance } from '../../../../domain/provenance/judge-provenance.ts';
import type { Provenance } from '../../../../domain/provenance/statement.ts';
import { run } from '../evidence/evidence-of.ts';

export const IMAGES = 'r.example/p/services/api';
export const IDENTITY = 'e'.repeat(64) as ImageIdentity;
const [tree, dockerfile, builder] = ['1', '2', '3'].map((digit) => digit.repeat(40));
const SOURCE = [
  { path: 'api', id: tree ?? '' },
  { path: 'api/Dockerfile', id: dockerfile ?? '' },
];
const TAKEN = [{ name: '', digest: digestOf('base') }];
const INSTRUCTIONS = [{ path: '.github/workflows/build.yml', id: builder ?? '' }];

/** What a job on develop said of an image that it built, what main wants, and what GitHub has of it. */
export const provenance = (over: Partial<Provenance> = {}): Provenance => ({
  image: { repository: IMAGES, digest: digestOf('image') },
  identity: IDENTITY,
  service: 'api',
  repository: { id: 7, name: 'acme/platform' },
  commit: parseCommitSha('a'.repeat(40)),
  run: { id: 40, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  job: 400,
  workflow: { file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' },
  source: SOURCE,
  images: TAKEN,
  ...over,
});

export const wanted = (over: Partial<WantedProvenance> = {}): WantedProvenance => ({
  repository: 7,
  service: 'api',
  workflows: ['develop', 'main'].map((branch) => ({
    file: '.github/workflows/deploy.yml',
    ref: `refs/heads/${branch}`,
  })),
  images: IMAGES,
  identity: IDENTITY,
  source: SOURCE,
  taken: TAKEN,
  instructions: INSTRUCTIONS,
  job: 'Build / Build api',
  ...over,
});

export const job = (over: Partial<JobFacts> = {}): JobFacts => ({
  ...{ id: 400, run: 40, attempt: 1, name: 'Build / Build api' },
  steps: [
    { name: 'Look for the image', conclusion: 'success' },
    { name: 'Tag the image', conclusion: 'success' },
  ],
  ...over,
});

/** Paths and ids of the commit that was built. */
export const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  [...SOURCE, ...INSTRUCTIONS].map(({ path, id }) => [path, id]),
);

export const facts = (over: Partial<BuildFacts> = {}): BuildFacts => ({
  ...{ run: run(), job: job() },
  idAt: (path) => FILES[path] ?? '',
  ...over,
});

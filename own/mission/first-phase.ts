import type { MissionPart } from './mission-line.ts';

/** The pipeline, certificates and dashboards that it asks for first have their lines above. */
export const FIRST_PHASE: MissionPart = {
  title: '5. Phase 1, most urgent',
  lines: [
    {
      id: 'pipeline-first',
      asks: 'CI/CD pipeline',
      standing: 'made',
      files: ['.github/workflows/deploy.yml', '.github/workflows/promote.yml', '.github/workflows/rollback.yml'],
      sources: ['workflows-src/workflows.ts > workflows'],
      tests: [{ file: 'test/unit/workflows-src/workflows.test.ts', title: 'are these files' }],
    },
    {
      id: 'certificates-first',
      asks: 'HTTPS certificates',
      standing: 'open',
      lacks: 'No certificate is generated: see above.',
    },
    {
      id: 'dashboard-first',
      asks: 'A basic monitoring dashboard',
      standing: 'open',
      lacks: 'No dashboard is generated: see above.',
    },
    {
      id: 'backup',
      asks: 'Automatic backup',
      standing: 'open',
      lacks: 'Databases of protected tiers cannot be deleted by mistake, and nothing is backed up.',
    },
  ],
};

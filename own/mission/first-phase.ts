import type { MissionPart } from './mission-line.ts';

/** The pipeline, certificates and dashboards that it asks for first have their lines above. */
export const firstPhasePart = (demo: string): MissionPart => ({
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
      standing: 'made',
      files: [`${demo}/k8s/bootstrap/production.yaml`, 'setup/gcp/setup.sh'],
      sources: ['setup-src/gcp/edges.ts > cloudEdges'],
      tests: [
        {
          file: 'test/unit/setup-src/edges.test.ts',
          title: 'have a certificate for each host, which DNS must prove',
        },
      ],
    },
    {
      id: 'dashboard-first',
      asks: 'A basic monitoring dashboard',
      standing: 'made',
      files: [`${demo}/k8s/observability/grafana/sluice-service-level.json`],
      sources: ['manifests-src/observability/dashboards/service-level.ts > serviceLevel'],
      tests: [
        {
          file: 'test/unit/manifests-src/observability/dashboards.test.ts',
          title: 'show every alert of a service or a tier, but for the one that always fires',
        },
      ],
    },
    {
      id: 'backup',
      asks: 'Automatic backup',
      standing: 'made',
      instead:
        'Databases of protected tiers daily and weekly, and readable as they were; plans for clusters. Each night they are restored aside and compared with what the databases held then; alerts are on the age of both.',
      files: ['setup/gcp/setup.sh', 'docs/setup.md'],
      sources: [
        'domain/backup.ts > backup',
        'setup-src/gcp/backups.ts > backupSetup',
        'workflows-src/pipelines/backup.ts > backupDrill',
        'manifests-src/observability/alerts/backup-too-old.ts > backupTooOld',
      ],
      tests: [
        {
          file: 'test/unit/setup-src/backups.test.ts',
          title: 'are two schedules for each database of a protected tier, which can be read as it was as well',
        },
        { file: 'test/unit/setup-src/backups.test.ts', title: 'are the same in Terraform and in identities.json' },
        {
          file: 'test/unit/engine/restore-drill/run-drill.test.ts',
          title: 'is good when the copy has what the database had, and deletes it',
        },
        {
          file: 'test/unit/manifests-src/observability/observability-files.test.ts',
          title: 'has alerts on the age of backups where it is told, for the databases of each tier, and nowhere else',
        },
      ],
    },
  ],
});

import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { firestore } from '../../../domain/store.ts';
import { tier } from '../../../domain/tier.ts';
import { drillProblems } from '../../../setup-src/gcp/drill-rights.ts';
import type { Right } from '../../../setup-src/gcp/rights.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { readHcl } from './read-hcl.ts';
import { flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { admits, tokenOf } from './token.ts';
import { identitiesIn } from './told-identities.ts';
import { FULL_DATABASES, withBackups, withDatabases } from './with-databases.ts';

const { script, terraform, identities } = filesOf(withBackups());
const told = identitiesIn(identities).identities;
const drill = told.find(({ name }) => name === 'restore-drill');
const rights: readonly Right[] = drill?.rights ?? [];
const PROJECT = 'ai-agent-platform';
const OWN_ROLE = `projects/${PROJECT}/roles/sluiceRestoreDrill`;
const COPIES = `resource.name.startsWith('projects/${PROJECT}/databases/restore-drill-')`;
const AGENT = { '*container*clusters*describe*': { says: 'True' } };

describe('the identity of the drill', () => {
  const MAIN = 'refs/heads/main';
  const honest = tokenOf({ ref: MAIN, file: 'backup.yml', event: 'schedule', environment: 'restore-drill' });
  const who = (token: typeof honest) =>
    told.filter(({ condition }) => admits(condition, token)).map(({ name }) => name);

  it('is that of the scheduled runs of main, and of those that people start there', () => {
    expect(who(honest)).toEqual(['restore-drill']);
    expect(who({ ...honest, event_name: 'workflow_dispatch' })).toEqual(['restore-drill']);
  });

  it.each([
    { environment: 'production' },
    { environment: 'dev' },
    { ref: 'refs/heads/feature/x' },
    { event_name: 'push' },
    { event_name: 'pull_request_target' },
    { repository_id: '1' },
    { repository_owner_id: '1' },
    { job_workflow_ref: honest.job_workflow_ref?.replace('backup.yml', 'deploy.yml') ?? '' },
    { job_workflow_ref: honest.job_workflow_ref?.replace(MAIN, 'refs/heads/feature/x') ?? '' },
  ])('is nobody with %j', (bent) => {
    expect(who({ ...honest, ...bent })).toEqual([]);
  });

  it('reads databases of protected tiers, does the rest with its copies, and writes its own records', () => {
    expect(rights).toEqual([
      { kind: 'registry', repository: 'evidence-restore-drill', role: 'roles/artifactregistry.writer' },
      { kind: 'conditional', title: 'restore-drill', role: OWN_ROLE, condition: COPIES },
      {
        kind: 'conditional',
        title: 'restore-drill',
        role: 'roles/datastore.restoreAdmin',
        condition: `resource.type != 'firestore.googleapis.com/Database' || ${COPIES}`,
      },
      ...['agents-staging', 'agents-production'].map((name) => ({
        kind: 'conditional',
        title: name,
        role: 'roles/datastore.viewer',
        condition: `resource.name == 'projects/${PROJECT}/databases/${name}'`,
      })),
    ]);
    const writers = told.filter((each) =>
      each.rights.some((right) => right.kind === 'registry' && right.repository === 'evidence-restore-drill'),
    );
    expect(writers.map(({ name }) => name)).toEqual(['restore-drill']);
  });

  it.each<Right>([
    { kind: 'project', role: 'roles/datastore.owner' },
    { kind: 'conditional', title: 't', role: 'roles/datastore.owner', condition: COPIES },
    { kind: 'conditional', title: 't', role: OWN_ROLE, condition: 'true' },
    { kind: 'conditional', title: 't', role: OWN_ROLE, condition: `${COPIES} || true` },
    { kind: 'conditional', title: 't', role: OWN_ROLE, condition: COPIES.replace('restore-drill-', '') },
    { kind: 'conditional', title: 't', role: OWN_ROLE, condition: COPIES.replace(PROJECT, 'other') },
    { kind: 'conditional', title: 't', role: OWN_ROLE.replace(PROJECT, 'other'), condition: COPIES },
    { kind: 'project', role: OWN_ROLE },
    { kind: 'conditional', title: 't', role: 'roles/datastore.restoreAdmin', condition: '' },
    { kind: 'conditional', title: 't', role: 'roles/datastore.viewer', condition: "resource.name != 'x'" },
    { kind: 'conditional', title: 't', role: 'roles/datastore.user', condition: COPIES },
    { kind: 'registry', repository: 'services', role: 'roles/artifactregistry.writer' },
    { kind: 'namespace', cluster: 'c', location: 'l', namespace: 'production' },
  ])('is refused with %j', (wider) => {
    expect(drillProblems([...rights, wider], PROJECT).map(({ value }) => value)).toEqual([wider]);
  });

  it('is the same in the script and in Terraform, where a wider right is told', () => {
    const { calls, status, said } = runScript(script, { ...AGENT, ...EMPTY });
    expect({ status, said }).toEqual({ status: 0, said: '' });
    const granted = calls
      .filter(({ words }) => words.join(' ').startsWith('projects add-iam-policy-binding'))
      .filter((call) => flag(call, '--member')?.endsWith('/restore-drill'))
      .map((call) => [flag(call, '--role'), flag(call, '--condition')]);
    const wanted = rights.flatMap((right) =>
      right.kind === 'conditional' ? [[right.role, `expression=${right.condition},title=${right.title}`]] : [],
    );
    expect(granted).toEqual(wanted);
    const resources = readHcl(terraform).filter(({ labels }) => labels[1]?.startsWith('restore-drill_'));
    expect(
      resources.flatMap(({ attributes, blocks: [condition] }) =>
        condition === undefined
          ? []
          : [
              [
                attributes.get('role'),
                `expression=${condition.attributes.get('expression')},title=${condition.attributes.get('title')}`,
              ],
            ],
      ),
    ).toEqual(wanted);
    const member = drill?.principal ?? '';
    const wider = runScript(script, {
      '*projects*get-iam-policy*': { says: `roles/datastore.owner ${member}` },
      ...AGENT,
      ...FULL_DATABASES,
    });
    expect(wider.status).toBe(1);
    expect(wider.said).toContain(`which the delivery does not need: roles/datastore.owner ${member}. Remove it.`);
  });
});

describe('a delivery that is backed up', () => {
  const paths = (delivery: Delivery) =>
    generateWorkflows(delivery).map(({ path }) => path.replace('.github/workflows/', ''));

  it('has a workflow that tries its backups, and one that is not has the same as before', () => {
    expect(paths(withBackups())).toContain('backup.yml');
    expect(paths({ ...withBackups(), workflowPrefix: 'sluice-' })).toContain('sluice-backup.yml');
    const { backup: _, ...without } = withBackups();
    expect(generateWorkflows(without)).toEqual(generateWorkflows(withDatabases()));
    expect(paths(without)).not.toContain('backup.yml');
    expect(Object.values(filesOf(without)).join('\n')).not.toContain('restore-drill');
  });

  it('has none where only its clusters are', () => {
    const services = withBackups().services.map((service) => ({ ...service, store: undefined }));
    expect(paths({ ...withBackups(), services })).not.toContain('backup.yml');
  });

  const named = (database: string): Partial<Delivery> => ({
    services: withBackups().services.map((service) => ({
      ...service,
      store: firestore({ database, location: 'asia-northeast3' }),
    })),
  });
  const { repository: _, ...nowhere } = withBackups();

  it.each<[string, Delivery]>([
    ['a database that is called like a copy', { ...withBackups(), ...named('restore-drill') }],
    ['one whose copy would have no room', { ...withBackups(), ...named('a'.repeat(30)) }],
    [
      'a tier where drills are',
      { ...withBackups(), tiers: [...withBackups().tiers, tier('restore-drill', { from: branch('d') })] },
    ],
    ['no repository that its identity is bound to', nowhere],
  ])('is refused with %s', (what, delivery) => {
    const found = checkDelivery(delivery).filter(({ field }) => field === 'backup' || field === 'tiers');
    expect(found.length).toBeGreaterThan(0);
    expect([what, ...found.map(({ message }) => message)].join(' ')).toMatch(/call(ed)?|github/);
  });
});

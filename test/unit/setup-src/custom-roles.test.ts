import { describe, expect, it } from '@jest/globals';
import permissions from '../../../setup-src/lists/permissions.json' with { type: 'json' };
import { readHcl } from './read-hcl.ts';
import { type Answers, flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { withBackups, withDatabases } from './with-databases.ts';

const { script, terraform, identities } = filesOf(withBackups());
const AGENT: Answers = { '*container*clusters*describe*': { says: 'True' } };
const OWN = { name: 'projects/ai-agent-platform/roles/sluiceRestoreDrill', kind: 'own' };
const told: { readonly roles: readonly { readonly name: string; readonly permissions: readonly string[] }[] } =
  JSON.parse(identities);
const allowed = told.roles.find(({ name }) => name === OWN.name)?.permissions ?? [];

/** What the drill asks of Firestore, and what each call needs by the documentation. */
const METHODS: Readonly<Record<string, readonly string[]>> = permissions.methods;
const needed = (...methods: readonly string[]): readonly string[] =>
  methods.flatMap((method) => METHODS[method] ?? [`${method} is not listed`]);

describe('the role of a drill', () => {
  it('allows what is done with copies, and nothing else: each permission is one that a call needs', () => {
    const counting = [
      'projects.databases.documents.listCollectionIds',
      'projects.databases.documents.runAggregationQuery',
    ];
    expect(allowed).toEqual([...new Set(needed('projects.databases.delete', ...counting))].sort());
  });

  it('leaves to the roles of the cloud what is not done with copies', () => {
    const { 'roles/datastore.restoreAdmin': restores, 'roles/datastore.viewer': reads } = permissions.roles;
    expect(restores).toEqual(
      expect.arrayContaining([
        ...needed('projects.databases.restore', 'projects.databases.list', 'projects.locations.backups.list'),
      ]),
    );
    expect(reads).toEqual(expect.arrayContaining([...needed('projects.databases.documents.runAggregationQuery')]));
    for (const role of [restores, reads])
      expect(role.filter((each) => /delete|update|setIam|entities\.(create|update)/.test(each))).toEqual([]);
  });

  it('is the same in the script, in Terraform and in identities.json', () => {
    const { calls, status, said } = runScript(script, { ...AGENT, ...EMPTY });
    expect({ status, said }).toEqual({ status: 0, said: '' });
    const created = calls.filter(({ words }) => words.join(' ').startsWith('iam roles create'));
    expect(created.map((call) => [call.words.at(-1), flag(call, '--permissions')])).toEqual([
      ['sluiceRestoreDrill', allowed.join(',')],
    ]);
    const blocks = readHcl(terraform);
    const planned = blocks.filter(({ labels }) => labels[0] === 'google_project_iam_custom_role');
    expect(planned.map(({ attributes }) => [attributes.get('role_id'), attributes.get('permissions')])).toEqual([
      ['sluiceRestoreDrill', allowed],
    ]);
    const given = blocks.filter(({ attributes }) => attributes.get('role') === OWN.name);
    expect(given.map(({ attributes }) => JSON.stringify(attributes.get('depends_on')))).toEqual([
      expect.stringContaining('google_project_iam_custom_role.sluiceRestoreDrill'),
    ]);
  });

  it('is there before anybody gets it', () => {
    const { calls } = runScript(script, { ...AGENT, ...EMPTY });
    const order = calls.map(({ words, flags }) => `${words.join(' ')} ${flags.map(([, value]) => value).join(' ')}`);
    const made = order.findIndex((call) => call.startsWith('iam roles create'));
    const given = order.findIndex((call) => call.startsWith('projects add-iam') && call.includes(OWN.name));
    expect(made).toBeGreaterThan(-1);
    expect(given).toBeGreaterThan(made);
  });

  it.each([
    ['is made narrow again where it is there', '', ['describe', 'update']],
    ['is brought back where somebody has deleted it', 'True', ['describe', 'undelete', 'update']],
  ])('%s', (_, says, verbs) => {
    const { calls } = runScript(script, { 'gcloud*iam*roles*describe*': { says }, ...AGENT, ...EMPTY });
    const asked = calls.filter(({ words }) => words.join(' ').startsWith('iam roles'));
    expect(asked.map(({ words }) => words[2])).toEqual(verbs);
    expect(flag(asked.at(-1) ?? { program: 'gcloud', words: [], flags: [], stdin: '' }, '--permissions')).toBe(
      allowed.join(','),
    );
  });

  it('is not made where nothing is drilled', () => {
    expect(Object.values(filesOf(withDatabases())).join('\n')).not.toMatch(/own_role|sluiceRestoreDrill|"roles":/);
  });
});

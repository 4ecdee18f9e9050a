import { describe, expect, it } from '@jest/globals';
import { platform } from '../../fixtures/platform.ts';
import { sized } from '../workflows-src/sized.ts';
import { type ReadBlock, readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { identitiesIn } from './told-identities.ts';

const DELIVERIES = {
  'the demo': platform,
  // Files have numbers, and one identity has a single occasion.
  'several lots': sized(70, 3, 'approved', { tiers: platform.tiers }),
};

describe.each(Object.entries(DELIVERIES))('script, Terraform and identities.json say the same of %s', (_, delivery) => {
  const { script, terraform, identities } = filesOf(delivery);
  const { calls } = runScript(script, EMPTY);
  const blocks = readHcl(terraform);

  const told = identitiesIn(identities);
  const called = (command: string): readonly Call[] =>
    calls.filter(({ program, words }) => `${program} ${words.join(' ')}`.startsWith(command));
  const resources = (type: string): readonly ReadBlock[] => blocks.filter(({ labels }) => labels[0] === type);
  const nested = (block: ReadBlock | undefined, type: string) => block?.blocks.find((each) => each.type === type);
  const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  it('about providers: name, subject, condition, issuer, audience', () => {
    const wanted = told.identities.map(({ name, mapping, condition, audience }) => [
      name,
      mapping['google.subject'],
      condition,
      told.issuer,
      audience,
    ]);
    const scripted = called('gcloud iam workload-identity-pools providers create-oidc').map((call) => [
      call.words.at(-1),
      flag(call, '--attribute-mapping')?.replace('google.subject=', ''),
      flag(call, '--attribute-condition'),
      flag(call, '--issuer-uri'),
      flag(call, '--allowed-audiences'),
    ]);
    const planned = resources('google_iam_workload_identity_pool_provider').map((block) => {
      const { attributes } = block;
      const oidc = nested(block, 'oidc')?.attributes;
      return [
        attributes.get('workload_identity_pool_provider_id'),
        Object.values(Object(attributes.get('attribute_mapping')))[0],
        attributes.get('attribute_condition'),
        oidc?.get('issuer_uri'),
        [oidc?.get('allowed_audiences')].flat()[0],
      ];
    });
    expect(sorted(scripted)).toEqual(sorted(wanted));
    expect(sorted(planned)).toEqual(sorted(wanted));
    expect(wanted).toHaveLength(5);
  });

  it('about rights: who, what role, on what', () => {
    const wanted = told.identities.flatMap(({ principal, rights }) =>
      rights.flatMap((right) =>
        right.kind === 'namespace' ? [] : [[principal, right.role, right.repository ?? told.project.id]],
      ),
    );
    const scripted = [
      ...called('gcloud artifacts repositories add-iam-policy-binding'),
      ...called('gcloud projects add-iam-policy-binding'),
    ].map((call) => [flag(call, '--member'), flag(call, '--role'), call.words.at(-1)]);
    const planned = [
      ...resources('google_artifact_registry_repository_iam_member'),
      ...resources('google_project_iam_member'),
    ].map(({ attributes }) => [
      attributes.get('member'),
      attributes.get('role'),
      repositoryOf(attributes) ?? attributes.get('project'),
    ]);
    expect(sorted(scripted)).toEqual(sorted(wanted));
    expect(sorted(planned)).toEqual(sorted(wanted));
    expect(wanted).toHaveLength(13);
  });

  it('about repositories, and whether their tags are written once', () => {
    const scripted = called('gcloud artifacts repositories create').map((call) => [
      call.words.at(-1),
      flag(call, '--location'),
      call.flags.some(([name]) => name === '--immutable-tags'),
    ]);
    const planned = resources('google_artifact_registry_repository').map((block) => [
      block.attributes.get('repository_id'),
      block.attributes.get('location'),
      nested(block, 'docker_config')?.attributes.get('immutable_tags'),
    ]);
    const wanted = told.registry.repositories.map((name) => [
      name,
      told.registry.location,
      !told.registry.moved.includes(name),
    ]);
    expect(sorted(scripted)).toEqual(sorted(wanted));
    expect(sorted(planned)).toEqual(sorted(wanted));
  });

  it('about the services of the cloud', () => {
    const [enabled] = called('gcloud services enable');
    expect(resources('google_project_service').map(({ attributes }) => attributes.get('service'))).toEqual(
      enabled?.words.slice(2),
    );
    expect(enabled?.words).toHaveLength(6);
  });

  /** A repository is named by a reference to its own block. */
  function repositoryOf(attributes: ReadBlock['attributes']): string | undefined {
    const path: unknown = Object(attributes.get('repository')).reference;
    const label = typeof path === 'string' ? path.split('.')[1] : undefined;
    const block = resources('google_artifact_registry_repository').find(({ labels }) => labels[1] === label);
    const name = label === undefined ? undefined : block?.attributes.get('repository_id');
    return typeof name === 'string' ? name : undefined;
  }
});

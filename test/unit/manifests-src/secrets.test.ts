import { describe, expect, it } from '@jest/globals';
import { externalSecrets } from '../../../domain/external-secrets.ts';
import { seconds } from '../../../domain/seconds.ts';
import { judgeTrees } from '../../../manifests-src/rules/rules.ts';
import type { Manifest } from '../../../manifests-src/rules/tree.ts';
import { secretsBootstrap } from '../../../manifests-src/secrets/secrets-bootstrap.ts';
import { prefixed } from '../../fixtures/edged.ts';
import { kept } from '../../fixtures/kept-secrets.ts';
import { builtIn, filesOf, treesOf } from './edge/built.ts';

const made = kept();
const { secretsFrom: _, ...without } = made;
const bootstrap = builtIn(made, 'bootstrap');
const inProduction = (kind: string): readonly Manifest[] =>
  bootstrap.filter((each) => each.kind === kind && each.metadata.namespace === 'production');

describe('the bootstrap of a tier whose Secrets come from Secret Manager', () => {
  it('has an account that no pod gets a token of', () => {
    expect(inProduction('ServiceAccount')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'secret-reader', namespace: 'production' },
        automountServiceAccountToken: false,
      },
    ]);
  });

  it('has one store, which asks as that account and is right in every cluster of the tier', () => {
    expect(inProduction('SecretStore')).toEqual([
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'SecretStore',
        metadata: { name: 'secret-manager', namespace: 'production' },
        spec: {
          provider: {
            gcpsm: {
              projectID: 'ai-agent-platform',
              auth: { workloadIdentity: { serviceAccountRef: { name: 'secret-reader' } } },
            },
          },
        },
      },
    ]);
  });

  it('has an ExternalSecret for each Secret, which keeps what it wrote where a value is gone', () => {
    expect(inProduction('ExternalSecret').map(({ metadata }) => metadata.name)).toEqual(['ai-agent-api', 'dashboard']);
    expect(inProduction('ExternalSecret')[1]).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'dashboard', namespace: 'production' },
      spec: {
        refreshInterval: '3600s',
        secretStoreRef: { kind: 'SecretStore', name: 'secret-manager' },
        target: { name: 'dashboard', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [
          { secretKey: 'api-key', remoteRef: { key: 'production-dashboard-api-key' } },
          { secretKey: 'session.v2', remoteRef: { key: 'production-dashboard-session_v2' } },
        ],
      },
    });
  });

  it('has them in every tier, named as pods name their Secrets, with a prefix or without', () => {
    const live = prefixed(made);
    for (const [of, tier] of [
      [made, 'staging'],
      [live, 'production'],
    ] as const) {
      const text = JSON.stringify(builtIn(of, `overlays/${tier}`));
      const read = new Set([...text.matchAll(/"secretKeyRef":\{"name":"([^"]+)"/g)].map(([, found]) => found));
      const written = bootstrap.filter(
        ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.namespace === tier,
      );
      expect(read.size).toBe(tier === 'staging' ? 3 : 2);
      expect(new Set(written.map(({ metadata }) => metadata.name))).toEqual(read);
    }
    expect(bootstrap.filter(({ kind }) => kind === 'SecretStore')).toHaveLength(3);
  });

  it('asks as often as the delivery says', () => {
    const [tier] = made.tiers;
    const often = tier && secretsBootstrap(tier, { ...made, secretsFrom: externalSecrets({ refresh: seconds(90) }) });
    expect(JSON.stringify(often)).toContain('"refreshInterval":"90s"');
  });

  it('breaks no rule of manifests that it did not break before', () => {
    expect(judgeTrees(treesOf(made))).toEqual(judgeTrees(treesOf(without)));
  });

  it('is nothing of a release, and nothing is there where it is not said', () => {
    for (const [path, content] of filesOf(without)) {
      expect(content).not.toMatch(/external-secrets|secret-reader|SecretStore/);
      if (!path.includes('/bootstrap/')) expect(filesOf(made).get(path)).toBe(content);
    }
  });

  it('is nothing for a tier whose services read no Secret', () => {
    const services = made.services.map((service) => ({ ...service, secrets: { staging: [] } }));
    for (const tier of made.tiers) expect(secretsBootstrap(tier, { ...made, services })).toEqual([]);
  });
});

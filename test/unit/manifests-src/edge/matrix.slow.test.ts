import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { NEEDS, parseNeeds } from '../../../../domain/bootstrap-need.ts';
import { OBJECT_LIVES } from '../../../../domain/object-life.ts';
import { judgeTrees } from '../../../../manifests-src/rules/rules.ts';
import { type Manifest, PLATFORMS } from '../../../../manifests-src/rules/tree.ts';
import { EDGE_MATRIX } from '../../../fixtures/edge-matrix.ts';
import { builtIn, filesOf, treesOf, writtenOf } from './built.ts';

/** What is said of nginx, whoever generates it: it is retired, and its controller is somebody else's. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  gateway: [],
  nginx: ['list-behind-nat', 'retired-ingress'],
};
const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

const scratch = mkdtempSync(join(tmpdir(), 'edges-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const sorted = (objects: readonly unknown[]): readonly string[] => objects.map((each) => ordered(each)).sort();
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
const nameOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;

describe.each(EDGE_MATRIX)(
  '$edge with $strategy and tiers told apart by $names',
  ({ edge, strategy, names, delivery }) => {
    it('is the same twice', () => {
      expect([...writtenOf(delivery)]).toEqual([...writtenOf(delivery)]);
    });

    it.each(PLATFORMS)('is what rules find nothing in on %s, but that nginx is retired', (platform) => {
      const found = judgeTrees(treesOf(delivery, platform)).map(({ rule }) => rule.id);
      expect([...new Set(found)].sort()).toEqual(SAID[edge]);
    });

    it('has releases whose objects are all called as their tier calls them', () => {
      for (const { name, namePrefix } of delivery.tiers) {
        const called = builtIn(delivery, `overlays/${name}`).map(({ metadata }) => metadata.name);
        expect(called.filter((each) => !each.startsWith(namePrefix))).toEqual([]);
        expect(namePrefix).toBe(names === 'namePrefix' ? `${name}-` : '');
      }
    });

    it('has each object where the table says that it lives', () => {
      const lives: Readonly<Record<string, { readonly life: string; readonly apiVersion: string }>> = OBJECT_LIVES;
      const wrong = (objects: readonly Manifest[], life: string) =>
        objects
          .filter(({ kind, apiVersion }) => lives[kind]?.life !== life || lives[kind]?.apiVersion !== apiVersion)
          .map(nameOf);
      expect(wrong(builtIn(delivery, 'bootstrap'), 'bootstrap')).toEqual([]);
      for (const { name } of delivery.tiers)
        expect(wrong(builtIn(delivery, `overlays/${name}`), 'release')).toEqual([]);
    });

    it('needs of the bootstrap what is in it', () => {
      const there = builtIn(delivery, 'bootstrap');
      const needs = delivery.tiers.flatMap(({ name, namespace }) =>
        builtIn(delivery, `overlays/${name}`).flatMap(({ metadata }) => {
          const { needs: named, unknown } = parseNeeds(String(metadata.annotations?.[NEEDS] ?? ''));
          expect(unknown).toEqual([]);
          return named.map((need) => ({ ...need, namespace }));
        }),
      );
      const missing = needs.filter(
        (need) =>
          !there.some(
            ({ kind, metadata }) =>
              kind === need.kind && metadata.name === need.name && metadata.namespace === need.namespace,
          ),
      );
      expect(needs.some(({ kind }) => kind === (edge === 'gateway' ? 'GCPBackendPolicy' : 'Certificate'))).toBe(true);
      expect(missing).toEqual([]);
    });

    (kubectl ? it : it.skip)('is built by kubectl as by us, without a word of warning', () => {
      const root = join(scratch, edge, strategy, names);
      for (const [path, content] of filesOf(delivery)) {
        mkdirSync(join(root, dirname(path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      for (const folder of ['bootstrap', ...delivery.tiers.map(({ name }) => `overlays/${name}`)]) {
        const { stdout, stderr } = spawnSync('kubectl', ['kustomize', join(root, delivery.root, 'k8s', folder)], {
          encoding: 'utf8',
        });
        expect(stderr).toBe('');
        expect(sorted(builtIn(delivery, folder))).toEqual(
          sorted(parseAllDocuments(stdout).map((document) => document.toJS())),
        );
      }
    });
  },
);

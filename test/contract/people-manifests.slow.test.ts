import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandWorld, manifest, NAMESPACE } from './command-world.ts';
import { guestbook, kompose, mixedRepository, monorepo, renderedChart } from './people-folders.ts';
import { tagRegistry } from './tag-registry.ts';

const QUICK = ['--stable-for', '1', '--timeout', '30', '--rollback-timeout', '30'];

let world: CommandWorld;
let registry: Awaited<ReturnType<typeof tagRegistry>>;
beforeAll(async () => {
  [world, registry] = await Promise.all([CommandWorld.start(), tagRegistry()]);
});
afterAll(async () => {
  await Promise.all([world.close(), registry.close()]);
});

/** Writes the files of a folder. @returns its path */
const folder = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
  for (const [path, text] of Object.entries(files)) await world.file(join(name, path), text);
  return join(world.folder, name);
};
const apply = async (args: readonly string[], input?: string | Uint8Array) => {
  const { code, out, err } = await world.run(['apply', ...args, ...QUICK], undefined, input);
  return { code, said: out + err };
};
const live = (resource: string, name: string, group = 'apps', namespace = NAMESPACE) =>
  world.store.get({ group, resource }, namespace, name);
const names = (resource: string, group: string) =>
  [...world.store.list({ group, resource }, { namespace: NAMESPACE })].map(({ metadata }) => metadata.name);

describe('manifests as people have them', () => {
  it('a folder of YAML, YML and JSON, with tags: each is asked for once, written as bytes and said', async () => {
    const { code, said } = await apply(['-f', await folder('guestbook', guestbook(registry.tag('good')))]);
    expect(said).toMatch(/✓ complete/);
    expect(code).toBe(0);
    expect(said).toContain(`Image ${registry.tag('good')} is ${registry.bytes('good')} now.`);
    expect(JSON.stringify(live('deployments', 'frontend'))).toContain(registry.bytes('good'));
    expect(registry.asked).toEqual(['/v2/app/good/manifests/v1']);
    const { states } = JSON.parse((await world.run(['history', 'frontend', '-o', 'json'])).out);
    expect(states[0].images).toContain(registry.bytes('good'));
  });

  it('a chart that helm rendered, on standard input: its hooks run, its test does not', async () => {
    const text = renderedChart(registry.tag('good'), registry.tag('done'));
    const first = await apply(['-f', '-', '--service', 'chart'], text);
    expect(first.said).toMatch(/✓ complete/);
    expect(first.said).toMatch(/Pod "release-shop-test-connection" is a hook .*left out/);
    expect(names('jobs', 'batch').map((name) => name.replace(/-[0-9a-f]{10}$/, ''))).toEqual([
      'release-shop-migrate',
      'release-shop-seed',
    ]);
    const again = await apply(['-f', '-', '--service', 'chart'], text);
    expect(again.said).toMatch(/Job "release-shop-seed" runs at an installation only, and this is an upgrade/);
    expect(again.code).toBe(0);
    expect(names('jobs', 'batch')).toHaveLength(2);
  });

  it('what kompose writes', async () => {
    const { code, said } = await apply(['-f', await folder('kompose', kompose(registry.tag('good')))]);
    expect(said).toMatch(/the environment variable LOG is set 2 times/);
    expect(code).toBe(0);
    expect(JSON.stringify(live('deployments', 'web'))).toContain('"env":[{"name":"LOG","value":"debug"}]');
  });

  it('what kubectl exports of it', async () => {
    const items = ['deployments', 'replicasets'].flatMap((resource) => [
      ...world.store.list(
        { group: 'apps', resource },
        { namespace: NAMESPACE, labels: { 'io.kompose.service': 'web' } },
      ),
    ]);
    const { code, said } = await apply(['-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    expect(said).toMatch(/ReplicaSet "web-\w+" is left out: Deployment "web" makes it/);
    expect(code).toBe(0);
  });

  it('a repository with files of other tools: what is no manifest is named', async () => {
    const path = await folder('mixed', mixedRepository(registry.tag('good')));
    const { code, said } = await apply(['-f', path, '-R']);
    expect(code).toBe(0);
    for (const sentence of [
      /skaffold\.yaml is left out: it is configuration of skaffold/,
      /docker-compose\.yml is left out: it holds no Kubernetes object/,
      /values\.yaml is left out: it holds no Kubernetes object/,
      /\.github is not looked into/,
    ])
      expect(said).toMatch(sentence);
    expect(live('services', 'mixed', '')).toBeDefined();
    const named = await apply(['-f', join(path, 'values.yaml')]);
    expect(named).toMatchObject({
      code: 1,
      said: expect.stringContaining('values.yaml cannot be applied: it holds no'),
    });
  });

  it('a namespace of their own, and a role for the whole cluster: by a word', async () => {
    const path = await folder('mono', monorepo(registry.tag('good')));
    const refused = await apply(['-f', path]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.said).toMatch(/role\.yaml:1 ClusterRole\/mono-reader = "ClusterRole": .*--cluster-scoped apply/);
    expect(live('namespaces', 'mono', '', '')).toBeUndefined();
    const left = await apply(['-f', path, '--cluster-scoped', 'leave-out']);
    expect(left.said).toMatch(/There is no namespace "mono".*--cluster-scoped apply/);
    const { code, said } = await apply(['-f', path, '--cluster-scoped', 'apply']);
    expect(said).toMatch(/ClusterRole "mono-reader" is written, for the whole cluster/);
    expect(code).toBe(0);
    expect(live('namespaces', 'mono', '', '')?.metadata.labels).toMatchObject({ team: 'blue' });
    expect(live('deployments', 'mono', 'apps', 'mono')).toBeDefined();
    const without = await apply(['-f', path, '--cluster-scoped', 'leave-out']);
    expect(without.said).toMatch(
      /ClusterRole "mono-reader" is left out, as --cluster-scoped says; the cluster has one/,
    );
    const elsewhere = await apply(['-f', path, '-n', NAMESPACE]);
    expect(elsewhere.said).toMatch(/Deployment\/mono\.metadata\.namespace = "mono": .*-n mono/);
  });

  it('objects of JSON one after the other, and YAML with a mark and CRLF', async () => {
    const [service, deployment] = Object.values(kompose(registry.tag('better'))).toReversed();
    const objects = ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} }));
    const json = objects.map((object) => JSON.stringify(object, undefined, 2)).join('\n');
    const path = await folder('mixture', {
      'a.json': json,
      'b.yaml': `\ufeff${deployment?.replaceAll('\n', '\r\n')}`,
      'c.yaml': service ?? '',
    });
    const { code } = await apply(['-f', path]);
    expect(code).toBe(0);
    expect(live('configmaps', 'b', '')).toBeDefined();
  });
});

describe('what cannot be applied', () => {
  it.each([
    [
      'a chart',
      { 'Chart.yaml': 'name: x', 'templates/a.yaml': '{{ x }}' },
      '',
      /is a chart of Helm.*helm template NAME/,
    ],
    [
      'the templates of a chart',
      { 'Chart.yaml': 'name: x', 'templates/a.yaml': 'a: 1' },
      'templates',
      /is a chart of Helm/,
    ],
    ['a kustomization', { 'kustomization.yaml': 'resources: []' }, '', /is a kustomization.*-k /],
    ['folders below', { 'app/a.yaml': 'a: 1' }, '', /holds no manifests.*Add -R.*\(app\)/],
    ['kustomizations below', { 'dev/kustomization.yml': '{}' }, '', /holds no manifests.*-k \S+dev/],
    [
      'a template',
      { 'a.yaml': 'a:\n{{- if .Values.x }}\nb: 1\n{{ end }}' },
      '',
      /a\.yaml is no YAML, and looks like a template/,
    ],
    ['JSON with a comment', { 'a.json': '{\n  // no\n  "a": 1 }' }, '', /a\.json:1 is no JSON.*no comments/],
  ])('%s says what to do', async (name, files, below, sentence) => {
    const path = await folder(name.replaceAll(' ', '-'), files);
    expect(await apply(['-f', join(path, below)])).toEqual({ code: 1, said: expect.stringMatching(sentence) });
  });

  it.each([
    ['nothing', '', /on standard input cannot be applied: it is empty/],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), /stdin is no UTF-8/],
    ['keys that are there twice', 'kind: A\nkind: B', /stdin:2 manifests\[0\].*Map keys must be unique/],
  ])('%s on standard input', async (_, input, sentence) => {
    expect(await apply(['-f', '-'], input)).toEqual({ code: 1, said: expect.stringMatching(sentence) });
  });

  it.each([
    [
      () => registry.tag('good', 'gone'),
      [],
      /stdin:12 Deployment\/api\..*Its registry has no 127\.0\.0\.1:\d+\/app\/good:gone/,
    ],
    [() => registry.tag('good', 'private'), [], /could not be asked: .*401.*docker login.*imageID/],
    [
      () => registry.tag('good'),
      ['--require-digests'],
      /A tag can be moved.*wanted "127\.0\.0\.1:\d+\/app\/good@sha256/,
    ],
    [() => '${REGISTRY}/good', [], /no name of an image.*envsubst/],
  ])('an image whose bytes nobody knows', async (tag, more, sentence) => {
    const before = live('deployments', 'api');
    const answer = await apply(['-f', '-', ...more], manifest('good', tag()));
    expect(answer).toEqual({ code: 1, said: expect.stringMatching(sentence) });
    expect(live('deployments', 'api')).toEqual(before);
  });

  it('a field that the API server does not know is told with its line', async () => {
    const { said } = await apply(['-f', '-'], manifest('good').replace('replicas:', 'replcas:'));
    expect(said).toMatch(/refuses Deployment "api".*\.spec\.replcas/);
    expect(said).toContain('At stdin:5');
  });

  it('manifests of more than a history holds', async () => {
    const config = (name: string) =>
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { a: ${'x'.repeat(400_000)} }\n`;
    const { said } = await apply(['-f', '-'], manifest('good') + ['c1', 'c2', 'c3'].map(config).join(''));
    expect(said).toMatch(/complete/);
  });
});

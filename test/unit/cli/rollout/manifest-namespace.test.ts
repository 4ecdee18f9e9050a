import { describe, expect, it } from '@jest/globals';
import { bringsNamespace, namespaceNamed } from '../../../../cli/rollout/manifest-namespace.ts';

const object = (kind: string, metadata: string, apiVersion = 'v1'): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${metadata} }\n`;

describe('the namespace that manifests name', () => {
  const shop = object('ConfigMap', 'name: a, namespace: shop');
  it.each([
    ['all the same', shop + object('Secret', 'name: b, namespace: shop'), 'shop'],
    [
      'with what has none',
      shop + object('Namespace', 'name: shop') + object('StorageClass', 'name: s', 'storage.k8s.io/v1'),
      'shop',
    ],
    ['two', shop + object('ConfigMap', 'name: a, namespace: tools'), undefined],
    ['some of them', shop + object('ConfigMap', 'name: b'), undefined],
    ['none', object('ConfigMap', 'name: b'), undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, namespace) => {
    expect(namespaceNamed(text)).toBe(namespace);
  });

  it('may come with them', () => {
    const text = shop + object('Namespace', 'name: shop');
    expect([bringsNamespace(text, 'shop'), bringsNamespace(text, 'tools'), bringsNamespace(shop, 'shop')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(bringsNamespace(object('Namespace', 'name: shop', 'x.example/v1'), 'shop')).toBe(false);
  });
});

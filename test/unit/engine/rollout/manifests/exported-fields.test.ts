import { describe, expect, it } from '@jest/globals';
import { deployment, job, names, read } from './people.ts';

const account = (metadata: string): string => `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { ${metadata} }\n`;

describe('what was not exported', () => {
  it.each([
    ['the account that every namespace has, written by hand', 'name: default'],
    ['an object that belongs to another one', 'name: a, ownerReferences: [{ kind: App, name: b }]'],
    [
      'an object that is not controlled by its owner',
      'name: a, ownerReferences: [{ kind: App, name: b, controller: false }]',
    ],
  ])('stays: %s', (_, metadata) => {
    expect(names(read(deployment() + account(metadata)).objects)).toContain(
      `ServiceAccount/${/name: (\w+)/.exec(metadata)?.[1]}`,
    );
  });
});

describe('an exported Job', () => {
  const LABELS = 'metadata: { labels: { controller-uid: x, batch.kubernetes.io/job-name: migrate, app: a } }, ';
  const exported = (spec: string): string =>
    deployment() +
    job('a: b', 'migrate', `, selector: { matchLabels: { controller-uid: x } }${spec}`)
      .replace('name: migrate', 'name: migrate, uid: j')
      .replace('template: { ', `template: { ${LABELS}`);

  it('has nothing of its controller, which chooses again', () => {
    const [found] = read(exported('')).jobs;
    expect(found?.['spec']).toEqual({ template: expect.objectContaining({ metadata: { labels: { app: 'a' } } }) });
  });

  it('keeps a selector that somebody has written', () => {
    const [found] = read(exported(', manualSelector: true')).jobs;
    expect(found?.['spec']).toHaveProperty('selector');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as catalogue from '../../../../catalogue/github-schema.ts';
import { PERMISSION_SCOPES } from '../../../../domain/action-contract.ts';
import { installedSchema } from '../../../../own/schema/installed-schema.ts';
import { schemaFile } from '../../../../own/schema/schema-file.ts';
import { GITHUB, JOB_ID, RUNNER, STRATEGY } from '../../../../workflows-src/language/contexts.ts';
import { GIVEN_WORDS, isStrangers } from '../../../../workflows-src/language/stranger.ts';
import { EVENTS } from '../../../../workflows-src/language/trigger.ts';

const ROOT = join(import.meta.dirname, '../../../..');

describe('the names of GitHub', () => {
  it('are those of the installed parser', () => {
    const written = readFileSync(join(ROOT, 'catalogue/github-schema.ts'), 'utf8');
    expect(schemaFile({ ...installedSchema(ROOT), contexts: catalogue.GITHUB_CONTEXTS })).toBe(written);
  });

  it('are the scopes that an action may ask for', () => {
    expect(PERMISSION_SCOPES).toEqual(Object.keys(catalogue.GITHUB_SCOPES));
  });

  it('are all events but those that are said with their inputs', () => {
    expect(EVENTS.size).toBe(35);
    expect([...EVENTS.values()].map(({ name }) => name).sort()).toEqual(Object.keys(catalogue.GITHUB_EVENTS).sort());
  });

  it('are the filters that a trigger can say', () => {
    const filters = Object.values(catalogue.GITHUB_EVENTS).flatMap(({ filters }) => [...filters]);
    const known = ['branches', 'tags', 'paths'].flatMap((name) => [name, `${name}-ignore`]);
    expect([...new Set(filters)].sort()).toEqual([...known, 'names', 'types', 'versions', 'workflows'].sort());
  });

  it.each([
    ['github', GITHUB, ['action_status', 'env', 'event', 'head_ref', 'path', 'token']],
    ['runner', RUNNER, []],
    ['strategy', STRATEGY, []],
  ] as const)('are the properties of %s, but for those that stand elsewhere', (context, values, elsewhere) => {
    const said = Object.values(values).map(({ code }) => code.slice(context.length + 1));
    expect([...said, ...elsewhere].sort()).toEqual([...catalogue.GITHUB_CONTEXTS[context]].sort());
    expect(JOB_ID.code).toBe('job.check_run_id');
  });
});

describe('what somebody without rights can choose', () => {
  it.each([
    'pull_request.title',
    'pull_request.head.ref',
    'comment.body',
    'head_commit.message',
    'commits',
    'client_payload.x',
  ])('is %s of an event', (path) => expect(isStrangers(['github', 'event', ...path.split('.')])).toBe(true));
  it.each(['pull_request.number', 'pull_request.labels.*.name', 'label.name', 'pull_request.head.sha', ...GIVEN_WORDS])(
    'is not %s',
    (path) => expect(isStrangers(['github', 'event', ...path.split('.')])).toBe(false),
  );
});

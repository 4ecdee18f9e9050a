import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { node, python } from '../../../../domain/runtime/words.ts';
import { service } from '../../../../domain/service.ts';
import { changesOf, leadOf } from '../../../../rehearsal/stories/changes.ts';
import type { Change } from '../../../../rehearsal/story/deed.ts';
import { platform } from '../../../fixtures/platform.ts';
import { withFolder } from '../../../with-folder.ts';

const DEMO = await withFolder(platform);

const api = service({ name: 'api', path: 'api', port: 1, test: python({ requirements: 'r', command: 'x' }) });
const web = service({
  ...{ name: 'web', path: '.', port: 1, test: node({ command: 'x' }) },
  health: { live: '/healthz', ready: '/readyz' },
});
const of = { root: '', services: [api, web] };

/** As a story does it: exactly one place. */
function edited(text: string, { replace, by }: Change): string {
  const places = typeof replace === 'string' ? text.split(replace).length - 1 : [...text.matchAll(replace)].length;
  expect(places).toBe(1);
  return typeof replace === 'string' ? text.replace(replace, () => by) : text.replace(replace, by);
}

describe('a change of a service', () => {
  it('is a variable of its image where nothing tells of its pages', () => {
    const { first, says, sight } = changesOf(of);
    const one = edited('FROM node:24', says(first, 'one'));
    expect(one).toBe('FROM node:24\nENV SLUICE_REHEARSAL="one"\n');
    expect(edited(one, says('one', 'two'))).toBe('FROM node:24\nENV SLUICE_REHEARSAL="two"\n');
    expect(says('', 'one').path).toBe('Dockerfile');
    expect(sight('live', 'two')).toEqual({ tier: 'live', service: 'web', path: '/readyz', shows: '' });
  });

  it('is what people see, where the folder says where that is', () => {
    const { first, says, sight } = changesOf(DEMO, 'dashboard');
    expect(says(first, 'Shops')).toEqual({
      path: `${DEMO.root}/dashboard/page.js`,
      replace: '<h1>Agents</h1>',
      by: '<h1>Shops</h1>',
    });
    expect(sight('dev', 'Shops')).toEqual({ tier: 'dev', service: 'dashboard', path: '/', shows: 'Shops' });
    expect(changesOf({ ...DEMO, folder: undefined } as never, 'dashboard').failingTest).toBeUndefined();
  });

  it('that makes a page fail is in the file that the folder says, and nowhere else', () => {
    const { erring } = changesOf(DEMO, 'dashboard');
    expect(erring?.page).toMatch(/^\/agents\/[0-9a-f]{32}$/);
    expect(erring?.change.path).toBe(`${DEMO.root}/dashboard/server.js`);
    const text = readFileSync(erring?.change.path ?? '', 'utf8');
    expect(edited(text, erring?.change ?? { path: '', replace: '', by: '' })).toContain('[2].trim()');
    expect(changesOf(of).erring).toBeUndefined();
  });

  it('that crashes ends the program in its own runtime, and is taken out again', () => {
    const { crash, mended } = changesOf(of, 'api');
    const before = 'FROM python:3.12\nCMD ["x"]\n';
    const broken = edited(before, crash);
    expect(broken).toMatch(
      /\nENTRYPOINT \["python","-c","import sys; sys\.exit\(\\"FEATURE_FLAGS is not set: [^\n]*\nCMD \[\]\n$/,
    );
    expect(edited(broken, mended)).toBe(before);
    expect(edited('FROM node:24\n', changesOf(of).crash)).toContain('\nENTRYPOINT ["node","-e",');
  });

  it('comes before its command, which a shell then becomes', () => {
    const { crashIn, deaf } = changesOf(of);
    const broken = edited('FROM node:24\nCMD ["node", "server.js"]\n', crashIn('live'));
    const command = JSON.parse(/^CMD (.*)$/m.exec(broken)?.[1] ?? '');
    expect(command).toEqual([
      'sh',
      '-c',
      `if [ "$ENVIRONMENT" = live ]; then echo 'FEATURE_FLAGS is not set.' >&2; exit 1; fi; exec "$0" "$@"`,
      'node',
      'server.js',
    ]);
    expect(edited('ENTRYPOINT ["a"]\n', deaf)).toBe(
      'ENTRYPOINT ["sh", "-c", "sleep 600; exec \\"$0\\" \\"$@\\"", "a"]\n',
    );
  });

  it('is told of the last service', () => {
    expect(leadOf(of)).toBe('web');
    expect(leadOf(DEMO)).toBe('dashboard');
  });
});

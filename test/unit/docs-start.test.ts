import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StrangersFolder, strangersFolder } from './cli/config/config-world.ts';

const PAGE = readFileSync('docs/start.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]+)\`\`\``, 'g'))].map(([, text = '']) => text);
const commands = blocks('sh').flatMap((block) =>
  block
    .trim()
    .split('\n')
    .map((line) => line.replace('npx @sluice-delivery/sluice ', '').split(' ')),
);

describe('the page of the start', () => {
  let folder: StrangersFolder;
  beforeAll(() => {
    folder = strangersFolder({
      'api/Dockerfile': 'FROM python:3.12-slim\nEXPOSE 8000\n',
      'api/requirements.txt': 'fastapi --hash=sha256:0\n',
      'api/test_main.py': '',
    });
  });
  afterAll(() => folder.discard());

  it('has commands that go on from each other', () => {
    expect(commands.map(([name]) => name)).toEqual(['init', 'synth', 'rehearse', 'diff', 'synth', 'check', 'eject']);
    // A rehearsal takes minutes: the tests of the package have it.
    for (const command of commands.filter(([name]) => name !== 'rehearse'))
      expect(folder.sluice(command)).toMatchObject({ status: 0, stderr: '' });
  });

  it('has a config that a delivery is made of', () => {
    const [config = ''] = blocks('ts');
    const other = strangersFolder({ 'sluice.config.ts': config });
    expect(other.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    other.discard();
  });
});

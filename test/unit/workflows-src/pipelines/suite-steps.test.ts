import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { go, steps } from '../../../../domain/runtime/words.ts';
import type { WebService } from '../../../../domain/service.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';

const [api] = platform.services;
const files = (change: Partial<WebService>): ReadonlyMap<string, string> =>
  new Map(
    generateWorkflows(delivery({ ...platform, services: [{ ...(api as WebService), ...change }] })).map(
      ({ path, content }) => [path, content],
    ),
  );
const tests = (test: WebService['test']): string => files({ test }).get('.github/workflows/test.yml') ?? '';

describe('tests', () => {
  it('in Go take the version of go.mod, and keep packages by both of its files', () => {
    const text = tests(go({ command: 'go test ./...' }));
    const folder = 'examples/ai-agent-platform/websocket-server';
    expect(text).toContain(
      `          go-version-file: ${folder}/go.mod\n          cache-dependency-path: |-\n            ${folder}/go.mod\n            ${folder}/go.sum\n`,
    );
    expect(tests(go({ command: 'x', module: '.' }))).toContain('go-version-file: examples/ai-agent-platform/go.mod\n');
    expect(tests(go({ command: 'x', version: '1.25' }))).toContain("          go-version: '1.25'\n");
    expect(tests(go({ command: 'x', version: '1.25' }))).not.toContain('go-version-file');
  });

  it('of any steps are those, by the commits of the catalogue', () => {
    const text = tests(
      steps([
        { uses: 'actions/cache', with: { path: '~/.m2', key: 'maven' } },
        { run: 'make deps', env: { MODE: 'a: b' } },
        { run: 'make test', name: 'Run make deps' },
      ]),
    );
    expect(text).toContain(
      '      - name: Use actions/cache\n        uses: actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5\n',
    );
    expect(text).toContain("        env:\n          MODE: 'a: b'\n");
    expect(text.match(/name: Run make deps$/gm)).toHaveLength(2);
  });

  it('with an action that no lock has, or with an input that it does not take, are refused in a sentence', () => {
    expect(() => tests(steps([{ uses: 'ruby/setup-ruby' }]))).toThrow(
      'uses = "ruby/setup-ruby": No lock has a commit of it, and a tag can be moved: "sluice actions add ruby/setup-ruby@TAG"',
    );
    expect(() => tests(steps([{ uses: 'actions/cache', with: { paht: 'x', key: 'y' } }]))).toThrow(
      /paht.*The action knows no such name.*\n.*path.*requires it/,
    );
  });
});

describe('an image', () => {
  it('is looked for, built and tagged by the Dockerfile and from the folder that are named', () => {
    const text = files({ dockerfile: 'docker/api.Dockerfile', context: '.', base: undefined }).get(
      '.github/workflows/build.yml',
    );
    const at = 'examples/ai-agent-platform';
    expect(
      text?.match(
        /path: examples\/ai-agent-platform\n {10}dockerfile: examples\/ai-agent-platform\/docker\/api\.Dockerfile\n/g,
      ),
    ).toHaveLength(2);
    expect(text).toContain(`          context: ${at}\n          file: ${at}/docker/api.Dockerfile\n`);
    expect(text).not.toMatch(/ base:/);
  });
});

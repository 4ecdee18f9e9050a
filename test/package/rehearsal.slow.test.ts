import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listedFiles } from '../../cli/file-list.ts';
import { unmarked } from '../../cli/unmarked.ts';
import { packed } from './consumer.ts';
import { type Visited, visited } from './visited.ts';

/** A service in Python without any package, which answers at /healthz and nowhere else. */
const PYTHON = {
  'api/Dockerfile':
    'FROM docker.io/library/python:3.12-slim\nWORKDIR /srv\nCOPY main.py ./\nEXPOSE 8000\nCMD ["python", "main.py"]\n',
  'api/requirements.txt': '',
  'api/main.py': `import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
`,
  'api/test_main.py': 'import unittest\n\n\nclass Test(unittest.TestCase):\n    def test_it(self):\n        pass\n',
};
/** In the root, with a base that this machine has another version of, and a workflow that has the name of ours. */
const NODE = {
  Dockerfile:
    'FROM node:22-alpine\nWORKDIR /srv\nCOPY server.js ./\nRUN adduser -D app\nUSER app\nEXPOSE 3000\nENTRYPOINT ["node"]\nCMD ["server.js"]\n',
  'package.json': '{ "type": "commonjs", "scripts": { "test": "node --test" } }\n',
  'server.js':
    "require('node:http').createServer((q, r) => { r.statusCode = q.url === '/health' ? 200 : 404; r.end(); }).listen(process.env.PORT);\n",
  'server.test.js': "require('node:test')('works', () => {});\n",
  '.github/workflows/test.yml':
    'name: Mine\non: push\njobs: { mine: { runs-on: macos-15, steps: [{ run: "true" }] } }\n',
};
/** Nothing of it can be rehearsed. */
const STRANGE = {
  'web/Dockerfile':
    'FROM node:22-alpine AS build\nRUN apk add git\nCOPY . .\nRUN npm ci\nFROM gcr.io/distroless/nodejs22\nCOPY --from=build /srv /srv\n',
  'web/package.json': '{}',
  'web/package-lock.json': '{ "packages": { "": {}, "node_modules/express": {} } }',
  'api/Dockerfile': 'FROM ghcr.io/acme/python:3.12\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n',
  'api/requirements.txt': 'fastapi==0.115.0\n',
};

let scratch = '';
let tarball = '';
let here: Visited;
const rehearsed = (...args: readonly string[]) => {
  const { status, stdout, stderr } = here.sluice('rehearse', ...args);
  return { status, said: stdout + stderr };
};
function begin(files: Readonly<Record<string, string>>, ...init: readonly string[]): void {
  here = visited(tarball, files);
  for (const args of [['init', ...init], ['synth'], ['check']])
    expect(here.sluice(...args)).toMatchObject({ status: 0, stderr: '' });
}

describe('from the packed package, in a repository that is not the demo’s', () => {
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'sluice-packed-'));
    tarball = packed(scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('a Python service is rehearsed to production, and as before when it has left Sluice', () => {
    begin(PYTHON);
    const before = rehearsed('--approve');
    expect(before).toEqual({ status: 0, said: expect.stringContaining('The whole story went as it must.') });
    expect(before.said).toContain('1 · A push to main reaches production');
    expect(before.said).toContain('says neither its repository nor its identity pool. Both are made up here');
    const text = (path: string): string => readFileSync(join(here.user.root, path), 'utf8');
    const paths = listedFiles(text).filter((path) => !/check\.yml$|files\.txt$/.test(path));
    const marked = paths.map((path) => [path, text(path)] as const);
    expect(here.sluice('eject')).toMatchObject({ status: 0, stderr: '' });
    for (const [path, old] of marked) expect(text(path)).toBe(unmarked(old));
    expect(rehearsed('--approve')).toEqual({
      status: 0,
      said: expect.stringContaining('The whole story went as it must.'),
    });
    here.discard();
  });

  it('a service of another version in the root goes from trunk to prod, beside a workflow that is not ours', () => {
    begin(NODE, '--tiers', 'staging,production');
    const config = readFileSync(join(here.user.root, 'sluice.config.ts'), 'utf8');
    here.user.write(
      'sluice.config.ts',
      config.replace("branch('develop')", "branch('trunk')").replace("branch('main'), after", "branch('prod'), after"),
    );
    here.sluice('synth');
    const { status, said } = rehearsed('--approve');
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('The whole story went as it must.') });
    expect(said).toContain('A merge to prod reaches production with the very bytes that staging ran');
    expect(said).toMatch(/ wants Node\.js 22, and runs with \d+\.\d+\.\d+ of this machine\./);
    expect(said).toContain('left out of its story: .github/workflows/test.yml.');
    here.discard();
  });

  it('what cannot be rehearsed is named by file and line, all at once, with an exit code of its own', () => {
    begin(STRANGE);
    const { status, said } = rehearsed('--approve');
    expect(status).toBe(3);
    const places = [...said.matchAll(/^ {2}(\S+:\d+): .* is not rehearsed; \S.*\.$/gm)].map(([, place]) => place);
    expect(places).toEqual([
      'api/Dockerfile:1',
      'api/Dockerfile:3',
      'web/Dockerfile:2',
      'web/Dockerfile:4',
      'web/Dockerfile:5',
    ]);
    expect(said).not.toMatch(/no such host|✓/);
    here.discard();
  });
});

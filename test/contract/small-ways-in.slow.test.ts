import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { imageTag } from '../../actions/image-tag/contract.ts';
import { release } from '../../actions/release/contract.ts';
import { verification } from '../../actions/verification/contract.ts';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
let world: DeliveryWorld;
beforeAll(async () => {
  world = await deliveryWorld();
  git('init', '--quiet');
});
afterAll(() => world.close());

const git = (...parameters: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters], {
    cwd: world.machine.workspace,
    encoding: 'utf8',
  }).trim();
const write = (path: string, text: string): void => {
  const file = join(world.machine.workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const commit = (): string => {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', 'next');
  return git('rev-parse', 'HEAD');
};
const image = (path: string, text: string, tag?: string): string => {
  const digest = world.storage.putManifest(path, MANIFEST, Buffer.from(`{"mediaType":"${MANIFEST}","x":"${text}"}`));
  if (tag !== undefined) world.storage.tag(path, tag, digest);
  return digest;
};

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
/** A server that answers as the test says, and every call that it got. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const calls: string[] = [];
  const server = await listenOnLoopback(
    createServer((request, response) => {
      calls.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      request.resume().on('end', () => answer(request, response));
    }),
  );
  servers.push(server);
  return { host: `127.0.0.1:${server.port}`, calls };
}

const look = (more: Readonly<Record<string, string>> = {}, sha?: string) =>
  world.machine.run(imageTag, '', {
    inputs: { service: 'api', repository: `${world.host}/project/api`, path: 'api', ...more },
    env: { GITHUB_SHA: sha ?? git('rev-parse', 'HEAD') },
  });

describe('credentials (F1)', () => {
  it('go neither to where an upload is sent, nor to whoever is said to hand out tokens', async () => {
    const thief = await serve((_, response) => response.writeHead(201).end('{"token":"t"}'));
    const sends = await serve(({ method, headers }, response) => {
      if (method !== 'POST') response.writeHead(404).end();
      else if (headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end();
      else response.writeHead(202, { location: `http://${thief.host}/upload` }).end();
    });
    const asks = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${thief.host}/token"` }).end(),
    );
    for (const { host } of [sends, asks]) {
      world.machine.logIn(host, 'robot', 'secret');
      const used = `${host}/project/api@sha256:${'a'.repeat(64)}`;
      world.machine.install(
        'kubectl',
        `#!/bin/sh\necho 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [{image: "${used}"}]}}}'\n`,
      );
      write('k8s/dev/kustomization.yaml', '');
      const { code, log } = await world.machine.run(release, '', {
        inputs: {
          service: 'api',
          repository: `${host}/project/api`,
          image: used,
          'image-name': 'api',
          tiers: 'dev',
          overlays: 'k8s/{tier}',
        },
      });
      expect(code).toBe(1);
      expect(log).toMatch(new RegExp(`::error title=Refused \\(credentials-elsewhere\\)::.*http.*${thief.host}`));
    }
    expect(thief.calls).toEqual([]);
    world.machine.logIn(world.host, 'robot', 'secret');
  });
});

describe('the identity of an image (F2)', () => {
  const contentTag = async (more: Readonly<Record<string, string>> = {}): Promise<string> => {
    commit();
    const { code, log, outputs } = await look(more);
    expect([code, log.includes('::error')]).toEqual([0, false]);
    return outputs['content-tag'] ?? '';
  };

  it('is another one for each thing that decides the image', async () => {
    const { workspace } = world.machine;
    const base = `${world.host}/project/tools`;
    image('project/tools', 'one', '1');
    write('api/main.py', 'print(1)');
    write('docker/python', `FROM scratch\nCOPY --from=${base}:1 / /\n`);
    symlinkSync('../docker/python', join(workspace, 'api', 'Dockerfile'));
    write('docker/x.Dockerfile', 'FROM scratch\n');
    write('docker/x.Dockerfile.dockerignore', 'README.md\n');
    const beside = { dockerfile: 'docker/x.Dockerfile' };
    const tags = [await contentTag(), await contentTag(beside)];
    write('docker/python', `FROM scratch\nENV A=1\nCOPY --from=${base}:1 / /\n`);
    tags.push(await contentTag());
    image('project/tools', 'two', '1');
    tags.push(await contentTag());
    write('docker/x.Dockerfile.dockerignore', 'main.py\n');
    tags.push(await contentTag(beside));
    write('.gitattributes', '*.py text eol=crlf\n');
    tags.push(await contentTag(beside));
    expect(new Set(tags).size).toBe(6);
    expect(await contentTag(beside)).toBe(tags.at(-1));
  });

  it('is refused for a context that holds what no commit has', async () => {
    write('.gitignore', 'dist/\n');
    write('api/dist/evil.py', '');
    commit();
    const { code, log, outputs } = await look();
    expect([code, outputs]).toEqual([1, {}]);
    expect(log).toMatch(
      /::error title=Refused \(context-not-of-commit\)::api\/dist\/evil\.py would be in the build context/,
    );
    write('api/.dockerignore', 'dist\n');
    commit();
    expect((await look()).code).toBe(0);
    rmSync(join(world.machine.workspace, 'api', 'dist'), { recursive: true });
  });
});

describe('a refusal of GitHub (F3)', () => {
  const inputs = {
    ...{ records: '1', result: 'failure', tier: 'staging', evidence: 'r.example/p/evidence-staging' },
    repositories: 'api r.example/p/api',
    namespace: 'staging',
    rollouts: `api complete r.example/p/api@sha256:${'1'.repeat(64)}`,
  };
  // Access to a cluster that is not asked: GitHub is, first.
  const access = {
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'c' },
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  };
  const ask = (host: string) => {
    const kubeconfig = join(world.machine.workspace, 'kubeconfig');
    writeFileSync(kubeconfig, JSON.stringify(access));
    const env = { GITHUB_API_URL: `http://${host}`, KUBECONFIG: kubeconfig };
    return world.machine.run(verification, 'token', { inputs, env });
  };

  it('is told as the limit that it is, at once where the wait is long', async () => {
    const reset = Math.ceil(Date.now() / 1000) + 1800;
    const github = await serve((_, response) =>
      response
        .writeHead(403, {
          'content-type': 'application/json',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': reset,
        })
        .end('{"message":"API rate limit exceeded for installation ID 7."}'),
    );
    const { code, log } = await ask(github.host);
    expect([code, github.calls.length]).toEqual([1, 1]);
    expect(log).toMatch(/403: API rate limit exceeded .*primary rate limit\)\. Run the job again after 20/);
    expect(log).not.toContain('permissions');
  });

  it('says nothing that acts, hides or betrays, whatever stands in it (F4)', async () => {
    const message = 'no\n::stop-commands::x\u001b[2J\u202e pass=hunter2 ##[error]x <b>[y](https://evil.example)</b>';
    const github = await serve((_, response) =>
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ message })),
    );
    const { log, summary } = await ask(github.host);
    for (const text of [log, summary]) {
      expect(text).not.toMatch(/^\s*::(?!error|warning|debug|notice|group|endgroup|add-mask::token)/m);
      expect(text).not.toMatch(/##\[|hunter2|<b>|[\u001b\u202e]/);
    }
  });
});

describe('a tag (F5)', () => {
  it('that names another digest is refused, and nothing is written', async () => {
    write('api/main.py', 'print(2)');
    const sha = commit();
    const looked = await look();
    image('project/api', 'theirs', looked.outputs['content-tag']);
    const before = JSON.stringify(world.storage.tags('project/api'));
    const { code, log } = await look({ digest: image('project/api', 'ours') }, sha);
    expect(code).toBe(1);
    expect(log).toMatch(/::error title=Refused \(tag-taken\)::.*content-.* names sha256:.*, not sha256:/);
    expect(JSON.stringify(world.storage.tags('project/api'))).toBe(before);
  });
});

describe('a SHA-256 repository (F6)', () => {
  it('is refused, and says so', async () => {
    const { code, log } = await look({}, 'a'.repeat(64));
    expect(code).toBe(1);
    expect(log).toMatch(/::error title=Refused \(object-format\)::.*commit of a SHA-256 repository/);
  });
});

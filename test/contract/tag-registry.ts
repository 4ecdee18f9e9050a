import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '../../domain/digest.ts';

/** A registry on this machine that knows every tag but those called `gone` and `private`, and counts what it was asked. */
export async function tagRegistry() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const [, name = '', tag = ''] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url) ?? [];
    const status = tag === 'gone' ? 404 : tag === 'private' ? 401 : 200;
    response.writeHead(status, { 'docker-content-digest': digestOf(`${name}:${tag}`) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    /** The name of an image by tag. */
    tag: (name: string, tag = 'v1') => `${host}/app/${name}:${tag}`,
    /** The bytes that the tag names. */
    bytes: (name: string, tag = 'v1') => `${host}/app/${name}@${digestOf(`app/${name}:${tag}`)}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

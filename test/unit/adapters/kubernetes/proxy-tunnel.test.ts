import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuthenticatedWorld, POD, sentence } from './authenticated-world.ts';
import { tunnelProxy } from './tunnel-proxy.ts';

let world: AuthenticatedWorld;

beforeEach(async () => {
  world = await AuthenticatedWorld.open();
});
afterEach(() => world.close());

describe('through a proxy', () => {
  it.each(['HTTPS_PROXY', 'proxy-url'])(
    'by %s a tunnel leads to the server, with the user of the proxy',
    async (how) => {
      const proxy = await tunnelProxy(world);
      const url = `http://user:pass%21@127.0.0.1:${proxy.port}`;
      const server = { server: `https://cluster.example:${world.front.port}` };
      const cluster =
        how === 'proxy-url'
          ? world.as({ token: 'a' }, { ...server, 'proxy-url': url })
          : world.as({ token: 'a' }, server, { HTTPS_PROXY: url });
      await cluster.get(POD);
      expect(proxy.asked).toEqual([
        `cluster.example:${world.front.port} Basic ${Buffer.from('user:pass!').toString('base64')}`,
      ]);
      expect(world.front.seen).toHaveLength(1);
    },
  );

  it('that refuses the tunnel, or is not there, is named without its password', async () => {
    const proxy = await tunnelProxy(world, 407);
    const server = { server: `https://cluster.example:${world.front.port}` };
    const refused = world.as({ token: 'a' }, server, { HTTPS_PROXY: `http://user:hidden@127.0.0.1:${proxy.port}` });
    const said = await sentence(world.clock.until(refused.get(POD)));
    expect(said).toMatch(
      /the proxy http:\/\/\*\*\*@127.0.0.1:\d+\/ answers HTTP 407 to a tunnel to cluster.example:\d+\. Put user and password into its URL\.$/,
    );
    const nobody = world.as({ token: 'a' }, server, { HTTPS_PROXY: 'http://user:hidden@127.0.0.1:1' });
    expect(await sentence(world.clock.until(nobody.get(POD)))).toMatch(
      /the proxy http:\/\/\*\*\*@127.0.0.1:1\/ cannot be reached: connect ECONNREFUSED/,
    );
  });
});

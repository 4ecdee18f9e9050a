import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuthenticatedWorld, credential, POD, sentence } from './authenticated-world.ts';

let world: AuthenticatedWorld;

beforeEach(async () => {
  world = await AuthenticatedWorld.open();
});
afterEach(() => world.close());

describe('a credential plugin', () => {
  it('runs once for many calls, and again when its token is not accepted', async () => {
    world.accepts('Bearer token-1');
    const cluster = world.as(world.plugin(credential('{ token: "token-" + n }')));
    await Promise.all([cluster.get(POD), cluster.get(POD), cluster.get(POD)]);
    expect(new Set(world.shown())).toEqual(new Set(['Bearer token-1']));
    world.accepts('Bearer token-2');
    await cluster.get(POD);
    expect(world.shown().slice(-2)).toEqual(['Bearer token-1', 'Bearer token-2']);
    world.accepts();
    expect(await sentence(cluster.get(POD))).toMatch(
      /does not accept our credentials, not even after reading them again/,
    );
    expect(world.shown().slice(-2)).toEqual(['Bearer token-2', 'Bearer token-3']);
  });

  it('runs again before its token ends', async () => {
    const end = (after: number) => JSON.stringify(new Date(world.clock.now() + after).toISOString());
    const cluster = world.as(world.plugin(credential(`{ token: "token-" + n, expirationTimestamp: ${end(60_000)} }`)));
    await cluster.get(POD);
    await world.clock.pass(40_000);
    await cluster.get(POD);
    await world.clock.pass(15_000);
    await cluster.get(POD);
    expect(world.shown()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('that is not installed is named with what its kubeconfig says to do', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'gke-gcloud-auth-plugin-missing' };
    const plain = await sentence(world.clock.until(world.as({ exec }).get(POD)));
    expect(plain).toMatch(
      /^No credentials for https:.*the program "gke-gcloud-auth-plugin-missing" that the kubeconfig names is not installed\. Install it in a step before this one\.$/,
    );
    const hint = await sentence(
      world.clock.until(world.as({ exec: { ...exec, installHint: 'Run gcloud components install.' } }).get(POD)),
    );
    expect(hint).toMatch(/is not installed\. Run gcloud components install\.$/);
  });

  it('that fails is quoted, without secrets', async () => {
    const fails = world.plugin(
      `console.error('ERROR: (auth) token expired\\nclient_secret=hunter2secret Authorization: Bearer abcdefgh12345678'); process.exit(3);`,
    );
    const said = await sentence(world.clock.until(world.as(fails).get(POD)));
    expect(said).toMatch(/ended with 3 and said: ERROR: \(auth\) token expired client_secret=\*\*\* /);
    expect(said).not.toMatch(/hunter2|abcdefgh/);
  });

  it('that answers something else is told so, without its answer', async () => {
    const said = await sentence(
      world.clock.until(world.as(world.plugin(`console.log('{"token":"hunter2"}')`)).get(POD)),
    );
    expect(said).toMatch(/answered no ExecCredential with a token or a certificate/);
    expect(said).not.toContain('hunter2');
  });

  it('is told that nobody can answer questions, and which cluster where it wants to know', async () => {
    const tells = `const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO); ${credential('{ token: spec.interactive + " " + (spec.cluster || {}).server }')}`;
    await world.as(world.plugin(tells)).get(POD);
    await world.as(world.plugin(tells, { provideClusterInfo: true })).get(POD);
    expect(world.shown()).toEqual(['Bearer false undefined', `Bearer false ${world.front.url}`]);
  });
});

import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { Accounts } from '../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../rehearsal/registry/server.ts';
import { registryStorage } from '../../rehearsal/registry/storage.ts';
import { EVIDENCE_CASES, type EvidencePlace } from './evidence-cases.ts';

/** A registry as they were before version 1.1 of the specification. */
const withoutReferrers =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (!request.url?.includes('/referrers/')) return listener(request, response);
    response.writeHead(404).end();
  };

/** One that has a list for everything, and nothing in it: the tag is all there is. */
const withEmptyList =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (!request.url?.includes('/referrers/')) return listener(request, response);
    response.writeHead(200, { 'Content-Type': 'application/vnd.oci.image.index.v1+json' }).end('{"manifests":[]}');
  };

const SIDES = [
  { name: 'a registry that lists referrers', lists: true, as: (listener: RequestListener) => listener },
  { name: 'a registry that does not', lists: false, as: withoutReferrers },
  { name: 'a registry whose list is always empty', lists: true, as: withEmptyList },
];

describe.each(SIDES)('evidence in $name', ({ lists, as }) => {
  let server: Loopback;
  let repositories = 0;
  let place: EvidencePlace;
  beforeAll(async () => {
    const accounts = new Accounts();
    accounts.add('robot', 'secret', { pull: ['*'], push: ['*'] });
    const listener = registryListener({ storage: registryStorage(), accounts });
    server = await listenOnLoopback(createServer(as(listener)));
    const credentials = async () => ({ kind: 'password', username: 'robot', password: 'secret' }) as const;
    place = { options: { credentials }, lists, fresh: () => `127.0.0.1:${server.port}/p${++repositories}` };
  });
  afterAll(() => server.close());

  it.each(EVIDENCE_CASES.filter(({ fallback }) => fallback === undefined || !lists))('$name', ({ run }) => run(place));
});

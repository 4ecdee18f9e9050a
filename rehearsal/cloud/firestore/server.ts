import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { NotRehearsed } from '../../workflow/problems.ts';
import type { Cloud } from '../cloud.ts';
import { askedOf, refused, type Said } from './calls.ts';
import type { KeptDatabases } from './kept-databases.ts';
import { allows } from './rights.ts';

export const FIRESTORE_HOST = 'firestore.googleapis.com';

/** The API of databases and backups, for whoever the cloud has let in, and as far as their rights reach.
 *  @param refuse ends the rehearsal: somebody wanted what is not rehearsed */
export const firestoreListener =
  (
    kept: KeptDatabases,
    cloud: Pick<Cloud, 'find' | 'nameOf'>,
    { now, refuse }: { readonly now: () => number; readonly refuse: (error: NotRehearsed) => void },
  ): RequestListener =>
  (request, response) => {
    answered(request, kept, cloud, now)
      .catch((error: unknown): Said => {
        if (error instanceof NotRehearsed) refuse(error);
        return refused(501, 'UNIMPLEMENTED', error instanceof Error ? error.message : String(error));
      })
      .then(
        (said) => send(response, said),
        () => response.destroy(),
      );
  };

async function answered(
  request: IncomingMessage,
  kept: KeptDatabases,
  cloud: Pick<Cloud, 'find' | 'nameOf'>,
  now: () => number,
): Promise<Said> {
  const { method = '', url = '', headers } = request;
  const { pathname, searchParams: search } = new URL(url, `https://${FIRESTORE_HOST}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const sent = Buffer.concat(chunks).toString('utf8');
  const who = cloud.find((headers.authorization ?? '').replace(/^Bearer /, ''));
  if (who === undefined) return refused(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  const path = decodeURIComponent(pathname.replace(/^\/v1\//, ''));
  const asked = askedOf(kept, { method, path, search, body: sent === '' ? undefined : JSON.parse(sent) }, now);
  if (asked === undefined) throw new NotRehearsed(`${method} ${path} of Firestore`);
  for (const [permission, { name, type }] of asked.needs)
    if (!(await allows(who.rights, [permission, { name: cloud.nameOf(name), type }])))
      return refused(403, 'PERMISSION_DENIED', `Permission '${permission}' denied on '${name}' for ${who.name}.`);
  return asked.answer();
}

const send = (response: ServerResponse, { status, body }: Said): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

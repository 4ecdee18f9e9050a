import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a SubjectAccessReview asks about.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/subject-access-review-v1/ */
export interface Asked {
  readonly namespace?: string;
  readonly verb?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
}

/** A webhook that an API server asks what a user may do. */
export interface Authorizer {
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Listens on a loopback port. What it does not allow it has no opinion on; it forbids nothing.
 *  @param port 0 takes a free one. */
export async function authorizer(
  port: number,
  allows: (asked: Asked) => boolean,
): Promise<Authorizer & { readonly port: number }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const review = JSON.parse(await text(request)) as { readonly spec: { readonly resourceAttributes?: Asked } };
    const question = review.spec.resourceAttributes;
    if (question !== undefined) asked.push(question);
    const status = { allowed: question !== undefined && allows(question) };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ ...review, status }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    asked,
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

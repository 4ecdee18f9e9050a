import type { IncomingMessage } from 'node:http';
import { StatusError } from '../object-store.ts';

/** A real API server's limit for one request. */
const MAX_BYTES = 3 * 1024 * 1024;

/** The whole body of a request. @throws {StatusError} 413 beyond 3 MiB. */
export const readAll = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BYTES)
      throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BYTES}`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

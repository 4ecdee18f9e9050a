import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageBuilder } from '../image-builder.ts';
import { buildSource } from './scenario-images.ts';

/** Builds and pushes the server of the load scenarios. @returns its reference. */
export async function steadyImage(builder: ImageBuilder): Promise<string> {
  const server = await readFile(join(import.meta.dirname, 'steady/server.ts'), 'utf8');
  return await buildSource(builder, 'scenario/steady', {
    from: 'docker.io/library/node:24-slim',
    lines: ['COPY server.ts /server.ts', 'EXPOSE 8080', 'CMD ["node", "/server.ts"]'],
    files: { 'server.ts': server },
  });
}

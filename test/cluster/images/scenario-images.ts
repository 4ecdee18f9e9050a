import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImageBuilder } from '../image-builder.ts';
import type { ImageName, Images } from '../scenarios/workload.ts';

export interface Source {
  /** busybox when absent. */
  readonly from?: string;
  readonly lines: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** A server of one page. */
export const serverSource = (page: string): Source => ({
  lines: ['COPY www /www', 'EXPOSE 8080', 'CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]'],
  files: { 'www/index.html': `${page}\n`, 'www/ready': 'yes\n' },
});

const SOURCES: Readonly<Record<ImageName, Source>> = {
  first: serverSource('first'),
  second: serverSource('second'),
  hungry: { lines: ['CMD ["tail", "/dev/zero"]'], files: {} },
  crashing: {
    lines: ['COPY start.sh /start.sh', 'CMD ["sh", "/start.sh"]'],
    files: { 'start.sh': 'echo "connecting to the database"\necho "DATABASE_URL is not set"\nexit 1\n' },
  },
};

/** Builds the scenarios' programs and pushes them. */
export async function scenarioImages(builder: ImageBuilder): Promise<Images> {
  const references: Partial<Record<ImageName, string>> = {};
  for (const name of Object.keys(SOURCES) as ImageName[])
    references[name] = await buildSource(builder, `scenario/${name}`, SOURCES[name]);
  return (name) => references[name] ?? '';
}

/** Builds one small program and pushes it. @returns its reference. */
export async function buildSource(
  builder: ImageBuilder,
  repository: string,
  { from = 'docker.io/library/busybox:latest', lines, files }: Source,
): Promise<string> {
  const context = await mkdtemp(join(tmpdir(), 'sluice-image-'));
  try {
    const all = { ...files, Dockerfile: [`FROM ${from}`, ...lines, ''].join('\n') };
    for (const [path, content] of Object.entries(all)) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), content);
    }
    const built = await builder.build({
      context,
      dockerfile: join(context, 'Dockerfile'),
      repository,
    });
    return built.reference;
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

import type { Delivery } from '../../index.ts';
import { observabilityFiles } from '../../manifests-src/observability/observability-files.ts';

/** One line of a shell, as a page tells it, and the words that are set before it. */
export interface RunbookLine {
  readonly page: string;
  readonly line: string;
  readonly set: string;
}

/** Every line of every page, but for the first of each, which sets words. */
export const runbookLines = (delivery: Delivery): readonly RunbookLine[] =>
  observabilityFiles(delivery)
    .filter(({ path }) => path.includes('/docs/runbooks/'))
    .flatMap(({ path, content }) => {
      const [set = '', ...lines] = [...content.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].flatMap(([, text = '']) =>
        text.split('\n'),
      );
      const page = path.replace(/^.*\/|\.md$/g, '');
      return lines.map((line) => ({ page, line, set }));
    });

import { drawn } from '../cli/graph.ts';
import type { Delivery } from '../domain/delivery.ts';
import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';

const SOURCE = 'own/graph-page.ts > graphPages';
const PICTURE = 'graph.svg';

/** What `sluice graph` draws of the demo, in both forms, as people see it. */
export const graphPages = (demo: Delivery): readonly GeneratedFile[] => [
  { path: `docs/${PICTURE}`, source: 'cli/graph/draw-delivery.ts > drawDelivery', content: drawn(demo, 'svg') },
  {
    path: 'docs/graph.md',
    source: SOURCE,
    content: [
      `<!-- ${generatedFrom(SOURCE)} -->`,
      '# The delivery as a picture',
      '',
      '`sluice graph` draws what the config says: services, branches, tiers, approvals, clusters in waves, and which tier proves what for',
      'which. Every row is a push; a dashed arrow is evidence. Nothing is asked of GitHub or of a cluster, and equal deliveries give equal bytes.',
      '',
      '```sh',
      'npx @sluice-delivery/sluice graph --output delivery.svg',
      'npx @sluice-delivery/sluice graph --format mermaid',
      '```',
      '',
      'A file that Sluice did not draw is never overwritten. The SVG loads nothing and runs nothing, has a title and a description, and is light or',
      'dark as the reader prefers:',
      '',
      `![The delivery of the demo](${PICTURE})`,
      '',
      'The same as Mermaid, which GitHub draws in any Markdown file:',
      '',
      '```mermaid',
      drawn(demo, 'mermaid').trimEnd(),
      '```',
      '',
    ].join('\n'),
  },
];

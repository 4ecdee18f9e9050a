import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { drawDelivery } from '../../../../cli/graph/draw-delivery.ts';
import { layOut, type Placed } from '../../../../cli/graph/layout.ts';
import { mermaidText } from '../../../../cli/graph/mermaid.ts';
import { svgText } from '../../../../cli/graph/svg.ts';
import { drawn } from '../../../../cli/graph.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { e2e } from '../../../../domain/verification.ts';
import { platform } from '../../../fixtures/platform.ts';
import { FULL } from '../../promises/full-delivery.ts';
import { reviewed } from '../../workflows-src/reviewed.ts';
import { sized } from '../../workflows-src/sized.ts';
import { CONFIG, type StrangersFolder, strangersFolder } from '../config/config-world.ts';

const GOLDEN = 'test/golden/graph';

/** Names that no rule lets through, in every place that is drawn. */
const hostile = (text: string): Delivery => {
  const [service] = platform.services;
  const [dev, staging, live] = platform.tiers;
  if (service === undefined || dev === undefined || staging === undefined || live?.approval === undefined)
    throw new Error('The demo has a service and three tiers.');
  return {
    ...platform,
    services: [{ ...service, name: text, path: text, calls: [text] }],
    tiers: [
      { ...dev, name: text, namespace: text, host: text, from: { kind: 'branch', pattern: text } },
      { ...staging, verify: { kind: 'e2e', path: text, requirements: text, command: text, reach: 'host' } },
      { ...live, approval: { ...live.approval, by: [{ kind: 'user', name: text }] } },
    ],
  };
};
const HOSTILE = [
  '</text><script>alert(1)</script>',
  '"]; click a "javascript:x" %%{init: {}}%%',
  '#quot;#35;&quot;&lt;',
  'end',
  '`**bold** _it_`',
  '1. list\n- second\n%% gone',
  ']]>--><!--',
  '${{ secrets.X }}\u0000\u0008\ud800',
  'größe 東京 👩‍💻',
  'x'.repeat(500),
];

describe('a drawing', () => {
  it.each(['svg', 'mermaid'] as const)('as %s is as it was reviewed', (format) => {
    const content = drawn(FULL, format);
    expect(content).toBe(reviewed(join(GOLDEN, format === 'svg' ? 'full.svg' : 'full.mmd'), content));
    expect(drawn(structuredClone(FULL), format)).toBe(content);
  });

  it('names every service, branch, tier, approver, cluster and check', () => {
    const text = mermaidText(drawDelivery(FULL));
    const names = ['api', 'web', 'worker', 'cron', 'dev', 'staging', 'live', 'develop', 'main', 'user mina'];
    for (const name of [...names, 'Wave 2', 'us-east1/prod', 'End-to-end tests', 'services-dev', 'calls web'])
      expect(text).toContain(name);
    expect(text).toContain('check1 -. evidence .-> gate2');
  });

  it.each([
    ['variables', e2e({ command: 'pytest .', reach: 'variables' }), 'past the edge'],
    ['job', e2e({ command: 'pytest .', reach: 'job' }), 'in a Job of the tier'],
  ])('says how checks get in that do not come by the host: %s', (_, verify, words) => {
    const tiers = platform.tiers.map((tier) => (tier.verify === undefined ? tier : { ...tier, verify }));
    const text = mermaidText(drawDelivery({ ...platform, tiers }));
    expect(text).toContain(`"End-to-end tests<br/>e2e<br/>${words}"`);
    expect(mermaidText(drawDelivery(platform))).toContain('"End-to-end tests<br/>e2e"');
  });

  it.each(HOSTILE.map((text) => ({ text })))('as SVG holds nothing but text of $text', ({ text }) => {
    const svg = svgText(drawDelivery(hostile(text)));
    expect(svg).not.toMatch(/<(?:script|a|image|foreignObject|use)\b|\son\w+=|https?:(?!\/\/www\.w3\.org)/i);
    // Every tag is one of ours and closed; what stands between them is text.
    const open: string[] = [];
    for (const [, close = '', name = '', self = ''] of svg.matchAll(/<(\/?)(\w+)(?:\s[\w:-]+="[^"<&]*")*(\/?)>/g)) {
      if (close !== '') expect(open.pop()).toBe(name);
      else if (self === '') open.push(name);
    }
    expect(open).toEqual([]);
    const between = svg.replaceAll(/<\/?\w+(?:\s[\w:-]+="[^"<&]*")*\/?>/g, '');
    expect(between.replaceAll(/&#\d+;/g, '')).not.toMatch(/[<&]|[\u0000-\u0008]|\p{Surrogate}/u);
  });

  it.each(HOSTILE.map((text) => ({ text })))(
    'as Mermaid has labels that end nowhere but at their end: $text',
    ({ text }) => {
      const lines = mermaidText(drawDelivery(hostile(text)))
        .trimEnd()
        .split('\n');
      const label = String.raw`"(?:[\p{L}\p{N} ,./:-]|#\d+;|<br/>)*"`;
      const node = new RegExp(
        String.raw`^ +[a-z]+\d+(?:w\d+)?(\[\[|\(\[|\{\{|\[\/|\[|\()${label}(\]\]|\]\)|\}\}|\/\]|\]|\))$`,
        'u',
      );
      const known =
        /^flowchart LR$|^ {2}acc(Title|Descr): [\p{L}\p{N} ,./*-]*$|^ {2}subgraph services\[" "\]$|^ {2}end$|^ {2}services ~~~ \w+$|^ {2}\w+ (-->|-\. evidence \.->) \w+$/u;
      expect(lines.filter((line) => !node.test(line) && !known.test(line))).toEqual([]);
    },
  );

  it('is for everybody: it has a title, a description, and both lights', () => {
    const svg = svgText(drawDelivery(platform));
    expect(svg).toMatch(
      /role="img" aria-labelledby="title description">\n<title id="title">Delivery of ai-agent-api, dashboard</,
    );
    expect(svg).toContain('A push to main goes to production, with what staging has proven and an approval.</desc>');
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });
});

describe('its places', () => {
  const over = (a: Placed, b: Placed): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  const [many, few] = [sized(50, 5), sized(1, 2, 'unasked')];

  it.each([
    ['the demo', platform],
    ['every field', FULL],
    ['50 services and 5 tiers', many],
    ['one of each', few],
  ])('lie apart, and no arrow of evidence crosses a box, for %s', (_name, delivery) => {
    const { boxes, routes, width, height } = layOut(drawDelivery(delivery));
    expect(boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => over(one, other)))).toEqual([]);
    for (const { x, y, width: wide, height: high } of boxes) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(20);
      expect(x + wide).toBeLessThanOrEqual(width - 20);
      expect(y + high).toBeLessThanOrEqual(height - 20);
    }
    for (const { points } of routes.filter(({ kind }) => kind === 'evidence')) {
      const crossed = points.slice(1).flatMap(([x, y], index) => {
        const [fromX, fromY] = points[index] ?? [0, 0];
        const [left, right, top, bottom] = [
          Math.min(x, fromX),
          Math.max(x, fromX),
          Math.min(y, fromY),
          Math.max(y, fromY),
        ];
        return boxes.filter(
          (box) => left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y,
        );
      });
      expect(crossed).toEqual([]);
    }
  });
});

describe('sluice graph', () => {
  let folder: StrangersFolder;
  afterEach(() => folder.discard());

  it('writes what it draws where one says, again and again, and never over what it did not draw', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, 'mine.svg': '<svg/>' });
    expect(folder.sluice(['graph']).stdout).toMatch(/^%% Generated by Sluice from .*\nflowchart LR\n/);
    expect(folder.sluice(['graph', '--format', 'svg']).stdout).toMatch(/^<!-- Generated by Sluice .* -->\n<svg xmlns=/);
    for (const output of ['docs/delivery.svg', 'delivery.mmd'])
      for (const _time of ['first', 'again'])
        expect(folder.sluice(['graph', '--output', output], 'api')).toMatchObject({
          status: 0,
          stdout: `Drawn: ${output}.\n`,
        });
    expect(readFileSync(join(folder.root, 'api/docs/delivery.svg'), 'utf8')).toContain('<svg ');
    expect(folder.sluice(['graph', '--output', 'mine.svg'])).toMatchObject({
      status: 1,
      stderr: 'mine.svg is there already, and Sluice did not draw it: move it away, or name another file.\n',
    });
    expect(folder.sluice(['graph', '--output', 'api/docs/delivery.svg', '--format', 'mermaid'])).toMatchObject({
      status: 1,
    });
    expect(readFileSync(join(folder.root, 'mine.svg'), 'utf8')).toBe('<svg/>');
    expect(folder.sluice(['graph', '--format', 'png'])).toMatchObject({
      status: 2,
      stderr: '--format is "png"; wanted mermaid or svg.\n',
    });
    expect(existsSync(join(folder.root, 'png'))).toBe(false);
  });

  it('has a page whose commands are understood', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG });
    const [, block = ''] = /```sh\n([^`]+)```/.exec(readFileSync('docs/graph.md', 'utf8')) ?? [];
    for (const line of block.trim().split('\n'))
      expect(folder.sluice(line.replace('npx @sluice-delivery/sluice ', '').split(' '))).toMatchObject({
        status: 0,
        stderr: '',
      });
  });
});

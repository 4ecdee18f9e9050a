import type { Drawing } from './drawing.ts';
import { LINE, LONGEST, layOut, type Placed, type Route } from './layout.ts';

/** Light and dark by what the reader prefers, wherever it is shown; nothing is loaded, nothing runs. */
const STYLE = [
  'svg{--ink:#1f2328;--quiet:#59636e;--paper:#ffffff;--box:#f6f8fa;--edge:#818b98;--gate:#fff8c5;--tier:#ddf4ff;--check:#dafbe1}',
  '@media (prefers-color-scheme:dark){svg{--ink:#f0f6fc;--quiet:#9198a1;--paper:#0d1117;--box:#151b23;--edge:#656c76;--gate:#3a2d0a;--tier:#0c2d4f;--check:#0f3321}}',
  '.paper{fill:var(--paper)}',
  'rect{fill:var(--box);stroke:var(--edge)}',
  '.gate rect{fill:var(--gate);stroke-dasharray:5 3}.tier rect{fill:var(--tier)}.check rect,.wave rect{fill:var(--check)}',
  'text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--quiet)}',
  '.name{font-weight:700;fill:var(--ink)}',
  '.line{fill:none;stroke:var(--edge);stroke-width:1.5}.evidence{stroke-dasharray:6 4}',
  '.head{fill:var(--edge)}',
];

/** The drawing as one SVG file that needs nothing else. Equal drawings give equal bytes. */
export function svgText(drawing: Drawing): string {
  const { width, height, boxes, routes } = layOut(drawing);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(drawing.title)}</title>`,
    `<desc id="description">${escaped(drawing.description)}</desc>`,
    `<style>${STYLE.join('')}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>',
    `<rect class="paper" width="${width}" height="${height}" stroke="none"/>`,
    ...routes.flatMap(lineOf),
    ...boxes.map(boxOf),
    '</svg>',
    '',
  ].join('\n');
}

function lineOf({ kind, points }: Route): readonly string[] {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const line = `<path class="line ${kind}" d="${path}" marker-end="url(#head)"/>`;
  const [x, y] = points[2] ?? [0, 0];
  return kind === 'flow' ? [line] : [line, `<text x="${x + 8}" y="${y - 5}">evidence</text>`];
}

function boxOf({ kind, lines, x, y, width, height }: Placed): string {
  const round = kind === 'branch' ? Math.floor(height / 2) : kind === 'gate' ? 0 : 6;
  const texts = lines.map((line, index) => {
    const name = index === 0 ? ' class="name"' : '';
    return `<text${name} x="${x + 12}" y="${y + 22 + index * LINE}">${escaped(shortened(line))}</text>`;
  });
  // What was shortened is read in full by whoever asks for it.
  const whole = lines.some((line) => shortened(line) !== line) ? `<title>${escaped(lines.join(', '))}</title>` : '';
  return `<g class="${kind}">${whole}<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}"/>${texts.join('')}</g>`;
}

function shortened(line: string): string {
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

/** What XML reads as more than text, and what it cannot hold at all. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/[&<>"']/g, (each) => `&#${each.codePointAt(0)};`);

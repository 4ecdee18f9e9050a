import type { Box, BoxKind, Drawing } from './drawing.ts';

/** Brackets of each kind: shapes tell them apart where colours do not. */
const SHAPES: Readonly<Record<BoxKind, readonly [string, string]>> = {
  service: ['[[', ']]'],
  branch: ['([', '])'],
  build: ['[', ']'],
  gate: ['{{', '}}'],
  tier: ['[', ']'],
  wave: ['[/', '/]'],
  check: ['(', ')'],
};

/** A flowchart as Mermaid reads it, on GitHub too.
 *  @see https://mermaid.js.org/syntax/flowchart.html */
export const mermaidText = ({ title, description, services, rows, arrows }: Drawing): string =>
  [
    'flowchart LR',
    `  accTitle: ${plain(title)}`,
    `  accDescr: ${plain(description)}`,
    '  subgraph services[" "]',
    ...services.map((box) => `    ${node(box)}`),
    '  end',
    ...rows.flat().map((box) => `  ${node(box)}`),
    // Without an arrow they would stand beside the last row.
    ...rows.flatMap(([first]) => (first === undefined ? [] : [`  services ~~~ ${first.id}`])),
    ...arrows.map(({ kind, from, to }) =>
      kind === 'flow' ? `  ${from} --> ${to}` : `  ${from} -. evidence .-> ${to}`,
    ),
    '',
  ].join('\n');

function node({ id, kind, lines }: Box): string {
  const [open, close] = SHAPES[kind];
  return `${id}${open}"${lines.map(escaped).join('<br/>')}"${close}`;
}

/** Every character that may mean something is an entity: quotes end a label, `#` begins an entity, `<` a tag that is dropped, `*` and `_`
 *  are emphasis, a number with a full stop begins a list. One pass, for entities hold `#` and `;` themselves. */
const escaped = (text: string): string =>
  [...text]
    .map((each, index, all) => {
      const begins = (each === '.' || each === '-') && all[index + 1] === ' ';
      return /[\p{L}\p{N} ,./:-]/u.test(each) && !begins ? each : `#${each.codePointAt(0)};`;
    })
    .join('');

/** Titles know no entities and end with their line. */
const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{N} ,./*-]/gu, ' ');

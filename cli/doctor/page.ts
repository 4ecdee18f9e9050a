import type { Examination } from './examine.ts';
import { type LineReport, linesOf, type Standing } from './report.ts';

const WORDS: Readonly<Record<Standing, string>> = { holds: 'holds', lacks: 'lacks something', unseen: 'not seen' };

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
li { margin: .5rem 0 } code { display: block; overflow-x: auto; padding: .25rem .5rem; background: color-mix(in srgb, currentColor 8%, transparent) }`;

/** The report as one file that loads nothing, runs nothing and links to nothing. */
export const reportPage = (examination: Examination): string =>
  [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>What the delivery lacks</title><style>${STYLE}</style></head><body><main>`,
    '<h1>What the delivery lacks</h1>',
    ...linesOf(examination).flatMap(section),
    '</main></body></html>',
    '',
  ].join('\n');

const section = ({ title, standing, findings }: LineReport): readonly string[] => [
  `<section><h2>${escaped(title)}: ${WORDS[standing]}</h2>`,
  ...(findings.length === 0
    ? []
    : [
        '<ul>',
        ...findings.map(({ about, what }) =>
          what.kind === 'lacks'
            ? `<li>${escaped(what.sentence)}<code>${escaped(what.command)}</code></li>`
            : `<li>Not seen: ${escaped(about)}. ${escaped(what.why)}</li>`,
        ),
        '</ul>',
      ]),
  '</section>',
];

/** Texts come from clouds and repositories that anybody may have named. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

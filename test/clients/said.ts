import type { Json, JsonObject } from '../trace/json.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly by: string;
}

/** What clients print that differs from run to run, besides what every trace leaves out. */
const RULES: readonly Rule[] = [
  { pattern: /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\t]*?\d\d:\d\d:\d\d( \d{4}| [+-]\d{4})/g, by: '<date>' },
  { pattern: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4} UTC/g, by: '<date>' },
  { pattern: /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, by: '<token>' },
  { pattern: /\b(\d+[dhms])+ ago\b/g, by: '<age> ago' },
  { pattern: /(?<=\s|\(x\d+ over |^)(\d+[dhms]){1,2}(?=\s|\)|$)/g, by: '<age>' },
  { pattern: /https:\/\/[\w.[\]:]+:\d+/g, by: '<server>' },
];

/** What a command wrote, line by line without what differs from run to run; a JSON document as such. */
export const said = (output: string): Json => {
  if (/^\s*[{[]/.test(output)) {
    try {
      return withoutBooks(JSON.parse(output) as Json);
    } catch {
      // It only began like one.
    }
  }
  return (
    output
      .trimEnd()
      .split('\n')
      // How often a client looked.
      .filter((line) => !/^Waiting for /.test(line))
      .map(masked)
      .map((line) => line.trimEnd().replace(/\t| {2,}/g, '  '))
  );
};

const masked = (line: string): string => RULES.reduce((text, { pattern, by }) => text.replace(pattern, by), line);

const withoutBooks = (document: Json): Json =>
  JSON.parse(
    JSON.stringify(document, (key, value: JsonObject | string) => {
      if (key === 'managedFields') return undefined;
      return typeof value === 'string' ? masked(value) : value;
    }),
  ) as Json;

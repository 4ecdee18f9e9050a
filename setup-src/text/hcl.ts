/** What stands behind `=` in Terraform's language. */
export type HclValue =
  | string
  | number
  | boolean
  | readonly HclValue[]
  | { readonly kind: 'reference'; readonly path: string }
  /** Texts that are one with this between them; `around` stands in parentheses. */
  | { readonly kind: 'join'; readonly by: string; readonly parts: readonly HclValue[]; readonly parenthesised: boolean }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, HclValue>> };

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, HclValue>>;
  readonly blocks: readonly HclBlock[];
}

export const block = (
  type: string,
  labels: readonly string[],
  attributes: HclBlock['attributes'],
  blocks: readonly HclBlock[] = [],
): HclBlock => ({ type, labels, attributes, blocks });

export const reference = (path: string): HclValue => ({ kind: 'reference', path });
export const join = (by: string, parts: readonly HclValue[], parenthesised = false): HclValue => ({
  kind: 'join',
  by,
  parts,
  parenthesised,
});

/** As `terraform fmt` writes it: values of neighbours stand under each other, and what has several lines stands alone. */
export function hcl({ type, labels, attributes, blocks }: HclBlock, indent = ''): string {
  const head = `${indent}${[type, ...labels.map(quoted)].join(' ')} {`;
  const inner = `${indent}  `;
  const groups = [...attributeGroups(attributes, inner), ...blocks.map((each) => hcl(each, inner))];
  return groups.length === 0 ? `${head}}` : `${head}\n${groups.join('\n\n')}\n${indent}}`;
}

function attributeGroups(attributes: HclBlock['attributes'], indent: string): string[] {
  const written = Object.entries(attributes).map(([name, value]) => ({ name, text: valueText(value, indent) }));
  const single = written.filter(({ text }) => !text.includes('\n'));
  const width = Math.max(0, ...single.map(({ name }) => name.length));
  return [
    ...(single.length === 0
      ? []
      : [single.map(({ name, text }) => `${indent}${name.padEnd(width)} = ${text}`).join('\n')]),
    ...written.filter(({ text }) => text.includes('\n')).map(({ name, text }) => `${indent}${name} = ${text}`),
  ];
}

function valueText(value: HclValue, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!('kind' in value)) return `[${value.map((each) => valueText(each, indent)).join(', ')}]`;
  const inner = `${indent}  `;
  switch (value.kind) {
    case 'reference':
      return value.path;
    case 'join': {
      const parts = value.parts.map((part) => `${inner}${valueText(part, inner)},`).join('\n');
      const text = `join(${quoted(value.by)}, [\n${parts}\n${indent}])`;
      return value.parenthesised ? `"(\${${text}})"` : text;
    }
    case 'map': {
      const written = Object.entries(value.entries).map(([key, each]) => ({
        key: /^[a-z_]+$/.test(key) ? key : quoted(key),
        text: valueText(each, inner),
      }));
      const width = Math.max(0, ...written.map(({ key }) => key.length));
      const lines = written.map(({ key, text }) => `${inner}${key.padEnd(width)} = ${text}`);
      return `{\n${lines.join('\n')}\n${indent}}`;
    }
  }
}

/** Terraform reads `${` and `%{` within quotes. */
const quoted = (text: string): string =>
  `"${text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/[$%](?=\{)/g, '$&$&')}"`;

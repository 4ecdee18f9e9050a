import type { ActionContract, PermissionNeed } from '../../../domain/action-contract.ts';

/** Inputs, outputs and permissions of an action as Markdown; `level` is the depth of its headings. */
export function actionTables({ inputs, outputs, permissions }: ActionContract, level: number): string {
  const heading = (text: string): string => `${'#'.repeat(level)} ${text}`;
  return [
    heading('Inputs'),
    table(
      ['Input', 'Default', 'Description'],
      Object.entries(inputs).map(([name, spec]) => [
        code(name),
        spec.required ? '**required**' : spec.default === undefined || spec.default === '' ? '' : code(spec.default),
        spec.description,
      ]),
    ),
    heading('Outputs'),
    table(
      ['Output', 'Description'],
      Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
    ),
    heading('Permissions'),
    [
      '```yaml',
      'permissions:',
      ...permissions.map(({ scope, level, why, unless }) => `  ${scope}: ${level} # ${why}${exception(unless)}`),
      '```',
    ].join('\n'),
  ].join('\n\n');
}

const exception = (unless: PermissionNeed['unless']): string =>
  unless === undefined
    ? ''
    : unless.is === ''
      ? `; only with "${unless.input}"`
      : `; not with "${unless.input}: ${unless.is}"`;

const code = (text: string): string => `\`${text}\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

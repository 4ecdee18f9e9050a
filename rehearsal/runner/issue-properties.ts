import { isAbsolute, relative, resolve } from 'node:path';

type Properties = Readonly<Record<string, string>>;

/** What an `::error …::` says about lines and columns, without what cannot be, and its file as the repository calls it.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionCommandManager.cs (IssueCommandExtension) */
export function issueProperties(given: Properties, workspace: string): Properties {
  const properties = new Map(Object.entries(given));
  const text = (name: string): string | undefined => properties.get(name);
  const has = (name: string): boolean => /^[+-]?\d+$/.test(text(name)?.trim() ?? '');
  const [line, column] = [has('line'), has('col')];
  const [endLine, endColumn] = [has('endLine'), has('endColumn')];
  if (endLine && !line) properties.set('line', text('endLine') ?? '');
  if (endColumn && !column) properties.set('col', text('endColumn') ?? '');
  const drop = (...names: readonly string[]): void => {
    for (const name of names) properties.delete(name);
  };
  const hasLine = line || endLine;
  const hasColumn = column || endColumn;
  const [lines, columns] = [
    [Number(text('line')), Number(text('endLine'))],
    [Number(text('col')), Number(text('endColumn'))],
  ] as const;
  if (hasColumn && (!hasLine || (endLine && text('line') !== text('endLine')))) drop('col', 'endColumn');
  if (line && endLine && lines[1] < lines[0]) drop('line', 'endLine');
  if (column && endColumn && columns[1] < columns[0]) drop('col', 'endColumn');
  const file = text('file');
  if (file !== undefined && isAbsolute(file)) properties.set('file', inside(file, workspace));
  return Object.fromEntries(properties);
}

function inside(file: string, workspace: string): string {
  const path = relative(workspace, resolve(file));
  return path === '' || path.startsWith('..') ? file : path;
}

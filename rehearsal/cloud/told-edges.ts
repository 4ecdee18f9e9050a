import { entries, odd, table, toldFile, word } from './told-file.ts';

/** What a cloud is told of the load balancer of one tier: its certificates, and who may come in. */
export interface ToldEdge {
  /** By which the manifests name all of it. */
  readonly name: string;
  /** That it has certificates for. */
  readonly hosts: readonly string[];
  /** Ranges of addresses that may come in, of all rules; `*` for everybody. Whoever no rule names is refused. */
  readonly allowed: readonly string[];
}

/** Reads the edges of the file; none where it says nothing of any. @throws {NotRehearsed} that names the place in the file */
export function readEdges(text: string): readonly ToldEdge[] {
  const file = toldFile(text);
  return file['edges'] === undefined ? [] : entries(file, 'edges', 'the file').map(edge);
}

function edge(value: unknown, index: number): ToldEdge {
  const at = `edges[${index}]`;
  const told = table(value, at);
  return {
    name: word(told, 'name', at),
    hosts: entries(told, 'certificates', at).map((one, place) => {
      const inner = `${at}.certificates[${place}]`;
      return word(table(one, inner), 'host', inner);
    }),
    allowed: entries(told, 'rules', at).flatMap((one, place) => {
      const inner = `${at}.rules[${place}]`;
      return entries(table(one, inner), 'ranges', inner).map((range) => text(range, inner));
    }),
  };
}

function text(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  throw odd(`${at}.ranges with something that is no text`);
}

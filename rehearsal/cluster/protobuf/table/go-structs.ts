/** What only the Go type of a field tells: its name in JSON, and when JSON leaves it out. */
export interface GoField {
  readonly json: string;
  readonly omit: 'empty' | 'zero' | 'never';
  /** Its fields stand among those of the struct around it. */
  readonly inline: boolean;
  readonly pointer: boolean;
}

/** Structs of Go sources: name → number of the protobuf field → how JSON writes it. */
export const structsOf = (sources: readonly string[]): ReadonlyMap<string, ReadonlyMap<number, GoField>> => {
  const structs = new Map<string, Map<number, GoField>>();
  for (const source of sources) {
    let open: Map<number, GoField> | undefined;
    for (const line of source.split('\n')) {
      const name = /^type (\w+) struct \{/.exec(line)?.[1];
      if (name !== undefined) {
        open = new Map();
        structs.set(name, open);
      } else if (line === '}') open = undefined;
      else if (open !== undefined) {
        const [number, field] = fieldOf(line) ?? [];
        if (number !== undefined && field !== undefined) open.set(number, field);
      }
    }
  }
  return structs;
};

/** `Replicas *int32 \`json:"replicas,omitempty" protobuf:"varint,1,opt,name=replicas"\`` */
const fieldOf = (line: string): readonly [number, GoField] | undefined => {
  const declared = /^\t(\S.*?)\s*`(.*)`/.exec(line);
  const number = /protobuf:"\w+,(\d+)/.exec(declared?.[2] ?? '')?.[1];
  const [json = '', ...options] = (/json:"([^"]*)"/.exec(declared?.[2] ?? '')?.[1] ?? '').split(',');
  if (declared?.[1] === undefined || number === undefined || declared[1].startsWith('//')) return undefined;
  const omit = options.includes('omitzero') ? 'zero' : options.includes('omitempty') ? 'empty' : 'never';
  const type = declared[1].split(/\s+/).at(-1) ?? '';
  return [Number(number), { json, omit, inline: options.includes('inline'), pointer: type.startsWith('*') }];
};

/** What a job's condition can ask about a run. */
export interface RunState {
  readonly ref: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Jobs that have ended; one that is missing was skipped. */
  readonly needs: Readonly<
    Record<string, { readonly result: string; readonly outputs?: Readonly<Record<string, string>> }>
  >;
  readonly cancelled?: boolean;
}

/** Evaluates the conditions that the pipelines write, as JavaScript: the operators they use bind and compare alike there. It knows
 *  neither loose comparison nor functions other than those below; the rehearsal uses GitHub's own evaluator. */
export function holds(code: string, { ref, inputs = {}, vars = {}, needs, cancelled = false }: RunState): boolean {
  const script = code
    .replace(/needs\.([\w-]+)\.result/g, "result('$1')")
    .replace(/needs\.([\w-]+)\.outputs\.([\w-]+)/g, "output('$1', '$2')")
    .replace(/vars\.(\w+)/g, "vars('$1')")
    .replace(/inputs\.([\w-]+)/g, "inputs('$1')")
    .replace(/github\.ref\b/g, 'ref');
  const scope = {
    ref,
    result: (job: string) => needs[job]?.result ?? 'skipped',
    output: (job: string, name: string) => needs[job]?.outputs?.[name] ?? '',
    vars: (name: string) => vars[name] ?? '',
    inputs: (name: string) => inputs[name] ?? '',
    startsWith: (text: string, prefix: string) => text.startsWith(prefix),
    cancelled: () => cancelled,
    always: () => true,
  };
  return new Function(...Object.keys(scope), `return ${script}`)(...Object.values(scope)) === true;
}

/** Says what happens, each line with the seconds since the start. */
export function speaker(write: (line: string) => void = (line) => console.error(line)): (line: string) => void {
  const start = performance.now();
  return (line) => write(`[${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s] ${line}`);
}

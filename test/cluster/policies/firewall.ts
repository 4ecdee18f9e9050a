import { finish, run } from '../machine/command.ts';

/** Chains and sets of kube-router's firewall; the cluster's other parts have none of these names. */
const CHAIN = /^KUBE-(ROUTER|POD-FW|NWPLCY)-/;
const SET = /^(KUBE-(SRC|DST)-|kube-router-|inet6:)/;

/** Removes what kube-router has put into the kernel and leaves there when it ends. Its own `--cleanup-config` ends in a nil pointer
 *  where it never was a proxy (v2.1.0, network_services_controller.go:1436). */
export async function removeFirewall(): Promise<void> {
  for (const table of ['filter', 'mangle']) {
    const undone = undoing(await run('iptables-save', ['-t', table]));
    if (undone.length > 0) await run('iptables-restore', ['--noflush'], { input: restored(table, undone) });
  }
  const names = (await finish('ipset', ['list', '-name'])).stdout.split('\n').filter((name) => SET.test(name));
  // A set of sets is in use until the one that holds it is gone.
  for (const name of names) await finish('ipset', ['flush', name]);
  for (const name of names) await finish('ipset', ['destroy', name]);
}

const restored = (table: string, lines: readonly string[]): string => `*${table}\n${lines.join('\n')}\nCOMMIT\n`;

/** The lines that undo a table's rules of these chains. */
function undoing(saved: string): readonly string[] {
  const lines = saved.split('\n');
  const chains = lines.flatMap((line) => /^:(\S+)/.exec(line)?.[1] ?? []).filter((name) => CHAIN.test(name));
  const jumps = lines.filter(
    (line) => /^-A /.test(line) && !CHAIN.test(line.slice(3)) && / -j KUBE-ROUTER-/.test(line),
  );
  return [
    ...jumps.map((line) => line.replace('-A', '-D')),
    ...chains.map((name) => `-F ${name}`),
    ...chains.map((name) => `-X ${name}`),
  ];
}

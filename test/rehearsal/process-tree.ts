import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process of this machine, told apart from a later one with the same id by the time it started. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly startedAt: string;
  readonly command: string;
  readonly environment: string;
}

/** Watches a process and all that it starts, however they get away from their parents: whoever was once below it is remembered. */
export class ProcessTree {
  readonly #root: number;
  readonly #seen = new Map<string, SeenProcess>();
  /** Inodes of sockets that any of them listened with. */
  readonly #listening = new Map<string, string>();

  constructor(root: number) {
    this.#root = root;
  }

  /** Looks once. @returns all that live now. */
  look(): readonly SeenProcess[] {
    const all = processes();
    const owned = new Set([this.#root]);
    for (const one of all) if (this.#seen.has(identity(one))) owned.add(one.pid);
    for (let before = 0; before !== owned.size; ) {
      before = owned.size;
      for (const { pid, parent } of all) if (owned.has(parent)) owned.add(pid);
    }
    const living = all.filter(({ pid }) => owned.has(pid));
    for (const one of living) {
      if (!this.#seen.has(identity(one))) this.#seen.set(identity(one), one);
    }
    return living;
  }

  /** Remembers what they listen on now. @returns how many ports. */
  lookAtPorts(): number {
    const inodes = listeningInodes();
    const found = this.look().flatMap(({ pid }) => socketsOf(pid).filter((inode) => inodes.has(inode)));
    for (const inode of found) this.#listening.set(inode, inodes.get(inode) ?? '');
    return new Set(found).size;
  }

  /** The same in words. */
  leftovers(): readonly string[] {
    const { processes: living, ports } = this.left();
    return [
      ...living.map(({ pid, command }) => `process ${pid} ${command}`),
      ...ports.map((address) => `port ${address} is listened on`),
    ];
  }

  /** What is left of all that was seen: processes, and addresses that are still listened on. */
  left(): { readonly processes: readonly SeenProcess[]; readonly ports: readonly string[] } {
    const inodes = listeningInodes();
    return {
      processes: processes().filter((one) => this.#seen.has(identity(one))),
      ports: [...this.#listening].filter(([inode]) => inodes.has(inode)).map(([, address]) => address),
    };
  }
}

const identity = ({ pid, startedAt }: SeenProcess): string => `${pid}@${startedAt}`;

/** Processes that have ended and only wait for their parent to notice are none. */
function processes(): SeenProcess[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const stat = text(`/proc/${entry}/stat`);
    const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    const [state, parent] = fields;
    if (stat === '' || state === 'Z' || state === 'X') return [];
    // Field 22 of the whole line is the start time.
    const startedAt = fields[19] ?? '';
    const command = text(`/proc/${entry}/cmdline`).replaceAll('\0', ' ').trim();
    // It was killed, its memory is gone, and the kernel takes the rest apart.
    if (command === '') return [];
    return [
      { pid: Number(entry), parent: Number(parent), startedAt, command, environment: text(`/proc/${entry}/environ`) },
    ];
  });
}

/** Inode → local address of every socket in state LISTEN. */
function listeningInodes(): ReadonlyMap<string, string> {
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => text(file).split('\n').slice(1));
  return new Map(
    lines.flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [, local = '', , state] = fields;
      return state === '0A' ? [[fields[9] ?? '', String(Number.parseInt(local.split(':')[1] ?? '', 16))]] : [];
    }),
  );
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

const text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

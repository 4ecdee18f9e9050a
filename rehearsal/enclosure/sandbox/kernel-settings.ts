/** What /proc shows of the machine itself, and not of processes. Most of it belongs to root, and the kernel looks at who that is outside of
 *  the sandbox: where root rehearses, a process could set it, although it has no right that a user has not. `kernel/core_pattern` names a
 *  program that the kernel starts outside. Bubblewrap covers only folders that can be written themselves.
 *  @see https://github.com/opencontainers/runc/blob/main/libcontainer/specconv/example.go (readonlyPaths) */
const PLACES = ['acpi', 'bus', 'driver', 'fs', 'irq', 'mtrr', 'pressure', 'scsi', 'sys', 'sysrq-trigger'];

/** Read only, for bubblewrap, behind its own /proc. */
export const KERNEL_SETTINGS: readonly string[] = PLACES.flatMap((name) => [
  '--ro-bind-try',
  `/proc/${name}`,
  `/proc/${name}`,
]);

import { writeSync } from 'node:fs';

// Loaded before a program: says at its end how much processor time it took, start of Node included. Wall time of two programs cannot be
// compared on a machine that others use.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(2, `\nprocessor ${(user + system) / 1000}\n`);
});

import { describe, expect, it } from '@jest/globals';
import { scratchPlace } from '../../../../cli/rehearsal/scratch-place.ts';

const GIB = 1024 ** 3;
const mounted = (type: string, options: string): string =>
  `/dev/vda / ext4 rw,relatime 0 0\n${type} /dev/shm ${type} ${options} 0 0\ntmpfs /run tmpfs rw 0 0\n`;

const place = (mounts: string, free = 8 * GIB, environment: NodeJS.ProcessEnv = {}): string =>
  scratchPlace(environment, { standard: '/tmp', mounts, free: () => free });

describe('temporary files of a rehearsal', () => {
  it('lie in memory where there is room', () => {
    expect(place(mounted('tmpfs', 'rw,nosuid,nodev'))).toBe('/dev/shm');
  });

  it.each([
    ['a container gives it 64 MiB', mounted('tmpfs', 'rw,nosuid,nodev'), 64 * 1024 ** 2],
    ['nothing may be run there', mounted('tmpfs', 'rw,nosuid,nodev,noexec'), 8 * GIB],
    ['nothing may be written there', mounted('tmpfs', 'ro'), 8 * GIB],
    ['it is a disk', mounted('ext4', 'rw'), 8 * GIB],
    ['there is none', '/dev/vda / ext4 rw 0 0\n', 8 * GIB],
    ['this is no Linux', '', 8 * GIB],
  ])('lie where the system puts them when %s', (_, mounts, free) => {
    expect(place(mounts, free)).toBe('/tmp');
  });

  it('lie where TMPDIR says', () => {
    expect(place(mounted('tmpfs', 'rw'), 8 * GIB, { TMPDIR: '/data/tmp' })).toBe('/tmp');
  });
});

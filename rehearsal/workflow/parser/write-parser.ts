import { writeFile } from 'node:fs/promises';
import { BUNDLE, buildParser } from './build-parser.ts';

await writeFile(BUNDLE, await buildParser());

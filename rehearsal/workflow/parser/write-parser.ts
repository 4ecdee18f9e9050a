import { writeFile } from 'node:fs/promises';
import { BUNDLE, buildParser, LICENSES, parserLicenses } from './build-parser.ts';

// Run after an upgrade of one of the bundled packages.
await writeFile(BUNDLE, await buildParser());
await writeFile(LICENSES, await parserLicenses());

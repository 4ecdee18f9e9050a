import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { schemasOf } from './specification.ts';

/* Writes schemas.json.gz from the OpenAPI v3 documents that the Go module k8s.io/kubernetes brings:
 *   node rehearsal/cluster/api/openapi/write-schemas.ts FOLDER
 * where FOLDER is api/openapi-spec/v3 of the module. Only what the kinds need that the rehearsal serves. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Give the folder api/openapi-spec/v3 of the Go module k8s.io/kubernetes.');
writeFileSync(new URL('./schemas.json.gz', import.meta.url), gzipSync(JSON.stringify(schemasOf(folder)), { level: 9 }));

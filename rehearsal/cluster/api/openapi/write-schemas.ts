import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { schemasOf } from './specification.ts';

/* Writes schemas.json.gz from the OpenAPI v3 documents of a real API server (those in the Go module k8s.io/kubernetes have no
 * enumerations), each in a file named after its path:
 *   kubectl get --raw /openapi/v3/apis/apps/v1 > FOLDER/apis__apps__v1_openapi.json
 *   node rehearsal/cluster/api/openapi/write-schemas.ts FOLDER
 * Only what the kinds need that the rehearsal serves. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Give a folder with the OpenAPI v3 documents of an API server.');
writeFileSync(new URL('./schemas.json.gz', import.meta.url), gzipSync(JSON.stringify(schemasOf(folder)), { level: 9 }));

import { writeFileSync } from 'node:fs';
import { tableText } from './table-text.ts';

/* Writes message-table.json from the Go modules k8s.io/api and k8s.io/apimachinery:
 *   node rehearsal/cluster/protobuf/table/write-table.ts
 * The same modules give the same bytes. It needs the Go command, which fetches the modules. */
writeFileSync(new URL('./message-table.json', import.meta.url), tableText());

// Apart from sluice.cjs: a Node that knows no import() cannot even read this.
'use strict';
import('../lib/sluice.js');

// Stands in for `import * as http` in bundles: a namespace import reads every export, and some of Node's load its own undici.
module.exports = require('node:http');

// Stands in for imports of http in bundles: those of an ES module read every export, and some of Node's load its own undici.
module.exports = process.getBuiltinModule('node:http');

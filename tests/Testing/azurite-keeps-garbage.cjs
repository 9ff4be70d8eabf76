// Loaded before Azurite. Every ten minutes it deletes what has been overwritten, and each deletion sorts all that is left: after a few
// ten thousand writes it answers nobody for minutes, which no real store does. Tests end before they run out of memory.
const path = require("node:path");
const constants = require(path.join(path.dirname(process.argv[1]), "blob", "utils", "constants.js"));
constants.DEFAULT_GC_INTERVAL_MS = 24 * 60 * 60 * 1000;

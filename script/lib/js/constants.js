'use strict';
const { os, fs } = require('internal/numbers');
module.exports = { ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs };

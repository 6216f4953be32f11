'use strict';
const i = require('internal/inspect');
Object.assign(exports, i);
